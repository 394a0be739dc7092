import type { OutboxItem } from '../../dialogue/model/conversation.ts';
import type { PersonId } from '../../dialogue/model/person.ts';

/** What was handed to visitors' connections of late, in memory only. */
export interface Recent {
  add(person: PersonId, items: readonly OutboxItem[]): void;
  /** The visitor's recent messages that pass, oldest first. */
  of(person: PersonId, passes: (number: number) => boolean): readonly OutboxItem[];
}

/**
 * A connection can look open and be dead: a phone that went through a tunnel takes a message and loses it. So the last
 * messages are kept for a while and given again to a page that returns without them. Holds `perPerson` messages of each
 * of the `people` last written to.
 */
export const recentMessages = (people = 1_000, perPerson = 30): Recent => {
  const kept = new Map<PersonId, readonly OutboxItem[]>();
  return {
    add(person, items) {
      if (items.length === 0) return;
      const all = [...(kept.get(person) ?? []), ...items].slice(-perPerson);
      kept.delete(person);
      kept.set(person, all);
      for (const oldest of kept.keys()) {
        if (kept.size <= people) break;
        kept.delete(oldest);
      }
    },
    of: (person, passes) => (kept.get(person) ?? []).filter(({ number }) => passes(number)),
  };
};
