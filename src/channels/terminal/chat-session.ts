import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { ChatOpened, MessageReceived } from '../../dialogue/model/event.ts';
import { type Instant, MINUTE } from '../../dialogue/model/instant.ts';
import type { Choice } from '../../dialogue/model/message.ts';
import { personAt } from '../../dialogue/model/person.ts';
import type { PublicState } from '../../dialogue/model/public-state.ts';
import type { Reading } from '../../understanding/reading.ts';
import { after } from './duration.ts';
import type { TerminalEngine } from './engine.ts';
import type { Mailbox, Post } from './mailbox.ts';
import type { Line } from './payload.ts';
import { enteredOf, type Message, saidOf } from './receive.ts';
import type { Clock } from './scripted-clock.ts';

/** What one line came to. `state` is that of the person who spoke or waited; `null` for somebody never heard of. */
export interface Outcome {
  readonly replies: readonly Post[];
  readonly reading?: Pick<Reading, 'intent' | 'confidence'>;
  readonly state: PublicState | null;
}

/** What a talk needs. */
export interface ChatSessionDeps {
  readonly engine: TerminalEngine;
  readonly mailbox: Mailbox;
  readonly clock: Clock;
  /** Who speaks when a line does not say. */
  readonly user: string;
  /** A new message id at each call, never one that was given before, not even by another run on the same store. */
  readonly newId: () => string;
}

/** A conversation with the people of a terminal, a line at a time. */
export interface ChatSession {
  /** Takes one line. @throws LineRefused when it cannot be used, and then nothing has changed; whatever the engine throws. */
  take(line: Line): Promise<Outcome>;
  /** Somebody opens the chat. */
  enter(user: string): Promise<Outcome>;
  /** Does what fell due by itself: nothing on a clock that stands still. */
  look(): Promise<readonly Post[]>;
  /** The last message that somebody was sent, in this run. */
  last(user: string): Post | undefined;
}

/** How often in a row a due moment may fail to be dealt with before the rest of a wait is passed over. */
const MAXIMUM_STUCK = 3;

const terminalUser = (user: string) => personAt({ channel: 'terminal', user });

/** Begins a talk. */
export const createChatSession = ({ engine, mailbox, clock, user: usual, newId }: ChatSessionDeps): ChatSession => {
  const lastPosts = new Map<string, Post>();

  const collect = (): Post[] => {
    const posts = mailbox.take();
    for (const post of posts) lastPosts.set(post.to, post);
    return posts;
  };

  const give = async (items: readonly OutboxItem[]): Promise<'sent'> => {
    items.forEach(mailbox.put);
    return 'sent';
  };

  const tell = async (event: MessageReceived | ChatOpened): Promise<Outcome> => {
    const { state, reading } = await engine.receive(event, give);
    // What the turn says elsewhere (in private instead of in the group, to a purchaser) goes by the channel, a moment later.
    await engine.idle();
    return {
      replies: collect(),
      ...(reading ? { reading: { intent: reading.intent, confidence: reading.confidence } } : {}),
      state,
    };
  };

  const choicesFor = async (user: string): Promise<readonly Choice[]> =>
    lastPosts.get(user)?.choices ?? (await engine.offers(terminalUser(user)));

  const say = async (line: Message): Promise<Outcome> => {
    const user = line.user ?? usual;
    const tapped = 'choose' in line;
    const group = tapped ? lastPosts.get(user)?.group : undefined;
    const choices = tapped ? await choicesFor(user) : [];
    const told = { user, at: clock.now(), id: newId(), ...(group === undefined ? {} : { group }) };
    return tell(saidOf(line, told, choices));
  };

  /** Goes through every moment at which something is due, with the clock exactly there, up to `end`. */
  const pass = async (end: Instant): Promise<void> => {
    let stuck = 0;
    let before: Instant | undefined;
    let woken = 0;
    for (;;) {
      const due = await engine.nextDue();
      if (due === undefined || due > end) break;
      stuck = due === before && woken === 0 ? stuck + 1 : 0;
      if (stuck > MAXIMUM_STUCK) break;
      clock.moveTo(Math.min(end, stuck === 0 ? due : clock.now() + MINUTE));
      woken = await engine.tick();
      before = due;
    }
    clock.moveTo(end);
    await engine.tick();
    await engine.idle();
  };

  return {
    async take(line) {
      if (!('wait' in line)) return say(line);
      await pass(after(clock.now(), line.wait));
      return { replies: collect(), state: (await engine.state(terminalUser(line.user ?? usual))) ?? null };
    },
    enter: (user) => tell(enteredOf({ user, at: clock.now(), id: newId() })),
    async look() {
      const due = await engine.nextDue();
      if (due !== undefined && due <= clock.now()) await engine.tick();
      return collect();
    },
    last: (user) => lastPosts.get(user),
  };
};
