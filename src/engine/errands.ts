import type { Log } from '../channels/log.ts';
import type { Conversation, OutboxItem } from '../dialogue/conversation.ts';
import type { Errand } from '../dialogue/errand.ts';
import type { Told } from '../dialogue/event.ts';
import type { Instant } from '../dialogue/instant.ts';
import type { PersonId } from '../dialogue/person.ts';
import { errandsDone, isImmediate } from '../dialogue/send-errand.ts';
import type { Delivery } from './deliver.ts';
import type { Desk } from './desk.ts';
import { codeOf } from './error.ts';
import type { Lane, Lanes } from './lane.ts';
import type { Records } from './record.ts';
import type { TakeTurn, Turned } from './turns.ts';

/** The desk's answers may lead to further requests, but not without end. */
const MOST_ANSWERS = 5;

/** What errands need. */
export interface ErrandParts {
  readonly lanes: Lanes;
  readonly records: Records;
  readonly takeTurn: TakeTurn;
  readonly desk: Desk;
  readonly delivery: Delivery;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** A turn with the desk's answers to it, and what is left to be told to others. */
export interface Attended {
  /** The last turn of them. */
  readonly turned: Turned;
  /** Everything that is to be delivered now. */
  readonly items: readonly OutboxItem[];
  readonly renewed: readonly OutboxItem[];
  readonly toTell: readonly Errand[];
}

/** Does what turns want done outside their conversation. An errand stays in the record until it is done. */
export interface Errands {
  /** Asks the desk what the turn asked of it, and tells its answers to the same conversation. From the job of the lane. */
  attend(lane: Lane, turned: Turned): Promise<Attended>;
  /** Tells other people what is to be told to them, one after the other, in the background. After the job of the lane. */
  tell(sender: PersonId, errands: readonly Errand[]): void;
  /** Resolves when nothing is being told. */
  settled(): Promise<void>;
}

/** The id of what an errand tells: the same at every try, another one for whoever begins anew with the same numbers. */
const toldId = ({ id, startedAt }: Conversation, number: number): string => `${id}/${startedAt}/${number}`;

/** The errands that this turn sent, or took up again. */
const taken = ({ before, conversation }: Turned): readonly Errand[] => {
  const known = new Map((before?.errands ?? []).map((errand) => [errand.number, errand.notBefore]));
  return (conversation.errands ?? []).filter((errand) => {
    const then = known.get(errand.number);
    return then === undefined ? isImmediate(errand) : then !== errand.notBefore;
  });
};

/** Makes the doing of errands. */
export const createErrands = (parts: ErrandParts): Errands => {
  const { lanes, records, takeTurn, desk, delivery, clock, log } = parts;
  const underWay = new Set<Promise<void>>();

  /** Asks the desk one thing; the answer and the end of the errand are one write. */
  const ask = async (lane: Lane, asker: Conversation, errand: Errand): Promise<Turned | undefined> => {
    const { task, number } = errand;
    if (task.to !== 'desk') return undefined;
    const id = toldId(asker, number);
    try {
      const { purchaser, request } = task;
      const word = await desk.perform(request, { purchaser, by: lane.id, errand: id, now: clock() });
      const told: Told = { type: 'told', id, from: lane.id, word };
      return await takeTurn(lane, told, { onlyIf: () => true, also: (next) => errandsDone(next, [number]) });
    } catch (error) {
      log.error({ code: codeOf(error), asks: task.request.asks }, 'The desk could not be asked; it is tried again.');
      return undefined;
    }
  };

  const attend = async (lane: Lane, first: Turned): Promise<Attended> => {
    const items = [...first.items];
    const renewed = [...first.renewed];
    const toTell: Errand[] = [];
    let waiting = [...taken(first)];
    let turned = first;
    for (let answers = 0; waiting.length > 0; ) {
      const errand = waiting.shift();
      if (!errand) break;
      if (errand.task.to !== 'desk') {
        toTell.push(errand);
        continue;
      }
      if (answers >= MOST_ANSWERS) continue;
      answers += 1;
      const answered = await ask(lane, turned.conversation, errand);
      if (!answered) continue;
      turned = answered;
      items.push(...answered.items);
      renewed.push(...answered.renewed);
      waiting = [...waiting, ...taken(answered)];
    }
    return { turned, items, renewed, toTell };
  };

  const tellOne = async (person: PersonId, told: Told): Promise<void> => {
    const toTell = await lanes.run(person, async (lane) => {
      const turned = await takeTurn(lane, told, { onlyIf: () => true });
      if (!turned) return [];
      const attended = await attend(lane, turned);
      delivery.send(lane, { ...attended.turned, items: attended.items, renewed: attended.renewed });
      return attended.toTell;
    });
    tell(person, toTell);
  };

  const peopleOf = async ({ task }: Errand): Promise<readonly PersonId[]> => {
    if (task.to === 'person') return [task.person];
    if (task.to === 'purchaser') return desk.members(task.purchaser);
    const book = task.to === 'suppliers' ? await desk.book(task.purchaser) : undefined;
    return book?.cards.map(({ person }) => person) ?? [];
  };

  const tellAll = async (sender: PersonId, errands: readonly Errand[]): Promise<void> => {
    const told: number[] = [];
    const from = await lanes.run(sender, (lane) => records.read(lane));
    if (!from) return;
    for (const errand of errands) {
      const { task, number } = errand;
      if (task.to === 'desk') continue;
      try {
        for (const person of await peopleOf(errand)) {
          if (person !== sender)
            await tellOne(person, { type: 'told', id: toldId(from, number), from: sender, word: task.word });
        }
        told.push(number);
      } catch (error) {
        log.error({ code: codeOf(error), tells: task.word.tells }, 'Somebody could not be told; it is tried again.');
      }
    }
    if (told.length === 0) return;
    await lanes.run(sender, (lane) =>
      records.write(lane, (conversation) => conversation && errandsDone(conversation, told)),
    );
  };

  const tell = (sender: PersonId, errands: readonly Errand[]): void => {
    if (errands.length === 0) return;
    const telling = tellAll(sender, errands)
      .catch((error: unknown) => {
        log.error({ code: codeOf(error) }, 'An errand that is done could not be marked; it is done again, harmlessly.');
      })
      .finally(() => underWay.delete(telling));
    underWay.add(telling);
  };

  return {
    attend,
    tell,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
};
