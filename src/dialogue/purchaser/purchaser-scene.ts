import type { Book } from '../book.ts';
import type { Conversation } from '../conversation.ts';
import { type Scene, withConversation } from '../scene.ts';

/** What is kept about one of a purchaser's people beyond what is kept about everybody. */
export type Purchasing = NonNullable<Conversation['purchasing']>;

/** The scene of one of a purchaser's people, with what they may look at. */
export interface PurchaserScene extends Scene {
  readonly book: Book;
  readonly purchasing: Purchasing;
}

/** The scene with what a purchaser's person may look at; nothing when there is no such purchaser, or they are none of its people. */
export const asPurchaser = (scene: Scene): PurchaserScene | undefined => {
  const { book, conversation } = scene;
  const { purchasing } = conversation;
  return book && purchasing ? { ...scene, book, purchasing } : undefined;
};

/** The conversation with something changed of what the person gets unasked. */
export const withPurchasing = (
  { conversation, purchasing }: PurchaserScene,
  change: Partial<Purchasing>,
): Conversation => ({
  ...conversation,
  purchasing: { ...purchasing, ...change },
});

/** The same scene after the conversation has changed. */
export const withPurchaserConversation = (scene: PurchaserScene, conversation: Conversation): PurchaserScene => ({
  ...withConversation(scene, conversation),
  book: scene.book,
  purchasing: conversation.purchasing ?? scene.purchasing,
});
