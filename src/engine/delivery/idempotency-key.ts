import { createHash } from 'node:crypto';
import type { Conversation } from '../../dialogue/model/conversation.ts';
import type { PersonId } from '../../dialogue/model/person.ts';

/**
 * The key of a message, the same at every try of it and of no other: 32 hexadecimal digits, which every platform that
 * has such a key accepts (WeChat customer service allows no more), and which tells nothing about the person.
 */
export const idempotencyKey = (
  person: PersonId,
  startedAt: Conversation['startedAt'] | undefined,
  number: number,
): string => createHash('sha256').update(`${person}\n${startedAt}\n${number}`).digest('hex').slice(0, 32);
