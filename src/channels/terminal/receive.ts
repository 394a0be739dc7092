import type { ChatOpened, MessageReceived } from '../../dialogue/model/event.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { Choice } from '../../dialogue/model/message.ts';
import { LineRefused } from './line-errors.ts';
import type { Line } from './payload.ts';

/** A line that somebody says, sends or taps. */
export type Message = Exclude<Line, { wait: string }>;

/** Who says a line, when, and its id unless the line names one. */
export interface Told {
  readonly user: string;
  readonly at: Instant;
  readonly id: string;
  /** The group of the message whose button is tapped, when the line names none. */
  readonly group?: string;
}

/**
 * The choice with this label.
 * @throws LineRefused `no_such_choice`, naming the labels there are.
 */
function choiceLabelled(label: string, choices: readonly Choice[]): Choice {
  const wanted = label.trim();
  const found = choices.find((choice) => choice.label.trim() === wanted);
  if (found) return found;
  const labels = choices.map((choice) => JSON.stringify(choice.label)).join(', ');
  throw new LineRefused(
    'no_such_choice',
    choices.length === 0
      ? 'choose: the last message has no buttons. Say a text instead.'
      : `choose: the last message has no such button; it has ${labels}.`,
  );
}

const contentOf = (line: Message, choices: readonly Choice[]): MessageReceived['content'] => {
  if ('choose' in line) return { type: 'text', text: choiceLabelled(line.choose, choices).say };
  if (line.kind === undefined || line.kind === 'text') return { type: 'text', text: line.text };
  if (line.kind !== 'voice') return { type: line.kind };
  return { type: 'voice', ...(line.text === undefined ? {} : { text: line.text }) };
};

/** The event that a line stands for. @throws LineRefused `no_such_choice`. */
export function saidOf(line: Message, told: Told, choices: readonly Choice[]): MessageReceived {
  const group = line.group ?? told.group;
  return {
    type: 'said',
    id: line.id ?? told.id,
    at: told.at,
    address: {
      channel: 'terminal',
      user: told.user,
      heardAt: told.at,
      ...(group === undefined ? {} : { group }),
    },
    content: contentOf(line, choices),
  };
}

/** Somebody opened the chat. */
export const enteredOf = ({ user, at, id }: Told): ChatOpened => ({
  type: 'entered',
  id,
  at,
  address: { channel: 'terminal', user, heardAt: at },
});
