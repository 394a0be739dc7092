import type { Log } from '../channels/log.ts';
import { effectsDone, isImmediate } from '../dialogue/core/delivery/send-effect.ts';
import type { Conversation, OutboxItem } from '../dialogue/model/conversation.ts';
import type { Effect } from '../dialogue/model/effect.ts';
import type { Notified } from '../dialogue/model/event.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { PersonId } from '../dialogue/model/person.ts';
import type { Delivery } from './delivery/delivery.ts';
import { errorCodeOf } from './errors.ts';
import type { PersonQueue, PersonQueues } from './person-queue.ts';
import type { PurchasersPort } from './purchasers-port.ts';
import type { Repository } from './repository.ts';
import type { RunTurn, TurnResult } from './run-turn.ts';

/** The purchasers’ side's answers may lead to further requests, but not without end. */
const MOST_ANSWERS = 5;

/** What effects need. */
export interface RunEffectsDeps {
  readonly queues: PersonQueues;
  readonly repository: Repository;
  readonly takeTurn: RunTurn;
  readonly purchasers: PurchasersPort;
  readonly delivery: Delivery;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** A turn with the purchasers’ side's answers to it, and what is left to be told to others. */
export interface Attended {
  /** The last turn of them. */
  readonly turned: TurnResult;
  /** Everything that is to be delivered now. */
  readonly items: readonly OutboxItem[];
  readonly renewed: readonly OutboxItem[];
  readonly toTell: readonly Effect[];
}

/** Does what turns want done outside their conversation. An effect stays in the record until it is done. */
export interface RunEffects {
  /** Asks the purchasers’ side what the turn asked of it, and tells its answers to the same conversation. From the job of the queue. */
  attend(queue: PersonQueue, turned: TurnResult): Promise<Attended>;
  /** Tells other people what is to be told to them, one after the other, in the background. After the job of the queue. */
  tell(sender: PersonId, effects: readonly Effect[]): void;
  /** Resolves when nothing is being told. */
  settled(): Promise<void>;
}

/** The id of what an effect tells: the same at every try, another one for whoever begins anew with the same numbers. */
const toldId = ({ id, startedAt }: Conversation, number: number): string => `${id}/${startedAt}/${number}`;

/** The effects that this turn sent, or took up again. */
const taken = ({ before, conversation }: TurnResult): readonly Effect[] => {
  const known = new Map((before?.effects ?? []).map((effect) => [effect.number, effect.notBefore]));
  return (conversation.effects ?? []).filter((effect) => {
    const then = known.get(effect.number);
    return then === undefined ? isImmediate(effect) : then !== effect.notBefore;
  });
};

/** Makes the doing of effects. */
export const createRunEffects = (deps: RunEffectsDeps): RunEffects => {
  const { queues, repository, takeTurn, purchasers, delivery, clock, log } = deps;
  const underWay = new Set<Promise<void>>();

  /** Asks the purchasers’ side one thing; the answer and the end of the effect are one write. */
  const ask = async (queue: PersonQueue, asker: Conversation, effect: Effect): Promise<TurnResult | undefined> => {
    const { task, number } = effect;
    if (task.type !== 'desk') return undefined;
    const id = toldId(asker, number);
    try {
      const { purchaser, request } = task;
      const notification = await purchasers.handleRequest(request, {
        purchaser,
        by: queue.id,
        effect: id,
        now: clock(),
      });
      const notified: Notified = { type: 'told', id, from: queue.id, notification };
      return await takeTurn(queue, notified, { onlyIf: () => true, also: (next) => effectsDone(next, [number]) });
    } catch (error) {
      log.error(
        { code: errorCodeOf(error), asks: task.request.type },
        'The desk could not be asked; it is tried again.',
      );
      return undefined;
    }
  };

  const attend = async (queue: PersonQueue, first: TurnResult): Promise<Attended> => {
    const items = [...first.items];
    const renewed = [...first.renewed];
    const toTell: Effect[] = [];
    let waiting = [...taken(first)];
    let turned = first;
    for (let answers = 0; waiting.length > 0; ) {
      const effect = waiting.shift();
      if (!effect) break;
      if (effect.task.type !== 'desk') {
        toTell.push(effect);
        continue;
      }
      if (answers >= MOST_ANSWERS) continue;
      answers += 1;
      const answered = await ask(queue, turned.conversation, effect);
      if (!answered) continue;
      turned = answered;
      items.push(...answered.items);
      renewed.push(...answered.renewed);
      waiting = [...waiting, ...taken(answered)];
    }
    return { turned, items, renewed, toTell };
  };

  const tellOne = async (person: PersonId, notified: Notified): Promise<void> => {
    const toTell = await queues.run(person, async (queue) => {
      const turned = await takeTurn(queue, notified, { onlyIf: () => true });
      if (!turned) return [];
      const attended = await attend(queue, turned);
      delivery.send(queue, { ...attended.turned, items: attended.items, renewed: attended.renewed });
      return attended.toTell;
    });
    tell(person, toTell);
  };

  const peopleOf = async ({ task }: Effect): Promise<readonly PersonId[]> => {
    if (task.type === 'person') return [task.person];
    if (task.type === 'purchaser') return purchasers.members(task.purchaser);
    const snapshot = task.type === 'suppliers' ? await purchasers.snapshot(task.purchaser) : undefined;
    return snapshot?.summaries.map(({ person }) => person) ?? [];
  };

  const tellAll = async (sender: PersonId, effects: readonly Effect[]): Promise<void> => {
    const told: number[] = [];
    const from = await queues.run(sender, (queue) => repository.read(queue));
    if (!from) return;
    for (const effect of effects) {
      const { task, number } = effect;
      if (task.type === 'desk') continue;
      try {
        for (const person of await peopleOf(effect)) {
          if (person !== sender)
            await tellOne(person, {
              type: 'told',
              id: toldId(from, number),
              from: sender,
              notification: task.notification,
            });
        }
        told.push(number);
      } catch (error) {
        log.error(
          { code: errorCodeOf(error), tells: task.notification.type },
          'Somebody could not be told; it is tried again.',
        );
      }
    }
    if (told.length === 0) return;
    await queues.run(sender, (queue) =>
      repository.write(queue, (conversation) => conversation && effectsDone(conversation, told)),
    );
  };

  const tell = (sender: PersonId, effects: readonly Effect[]): void => {
    if (effects.length === 0) return;
    const telling = tellAll(sender, effects)
      .catch((error: unknown) => {
        log.error(
          { code: errorCodeOf(error) },
          'An effect that is done could not be marked; it is done again, harmlessly.',
        );
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
