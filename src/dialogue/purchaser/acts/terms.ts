import { exceptions } from '../../../content/exception.ts';
import { readTermsWish, type TermsWish } from '../../../text/terms-wish.ts';
import { enumerate } from '../../enumerate.ts';
import type { Outcome } from '../../outcome.ts';
import type { PurchaserTerms, TermsChange } from '../../purchaser.ts';
import type { Scene } from '../../scene.ts';
import { sendErrand } from '../../send-errand.ts';
import { reply } from '../offers.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import type { PurchaserAct } from './act.ts';

const yuan = ({ voice }: Scene, credit: number): string =>
  voice.say('purchaser.yuan', { amount: credit.toLocaleString('en-US') });

const acceptedWords = ({ voice }: Scene, accepts: PurchaserTerms['accepts']): string =>
  accepts.length === 0
    ? voice.say('purchaser.accepts_nothing', {})
    : enumerate(
        voice,
        accepts.map((exception) => voice.say(`purchaser.accepts_${exception}`, {})),
      );

const valueWords = (scene: Scene, terms: PurchaserTerms, key: keyof TermsChange): string => {
  switch (key) {
    case 'account':
      return terms.account;
    case 'credit':
      return yuan(scene, terms.credit);
    case 'days':
      return scene.voice.say('purchaser.days', { days: terms.days });
    case 'accepts':
      return acceptedWords(scene, terms.accepts);
  }
};

const keys = ['account', 'credit', 'days', 'accepts'] as const satisfies readonly (keyof TermsChange)[];

/** The terms, a line each. */
export const termsLines = (scene: Scene, terms: PurchaserTerms): string =>
  keys
    .map((key) =>
      scene.voice.say('purchaser.term', {
        name: scene.voice.say(`purchaser.term_${key}`, {}),
        value: valueWords(scene, terms, key),
      }),
    )
    .join('\n');

/** What would change, from what to what; to be agreed to. */
export const changeWords = (scene: PurchaserScene, change: TermsChange): string => {
  const { voice, book } = scene;
  const before = book.purchaser.terms;
  const after = changed(before, change);
  const lines = keys
    .filter((key) => change[key] !== undefined)
    .map((key) =>
      voice.say('purchaser.term_change', {
        name: voice.say(`purchaser.term_${key}`, {}),
        before: valueWords(scene, before, key),
        after: valueWords(scene, after, key),
      }),
    );
  const told = book.cards.length;
  return [
    voice.say('purchaser.agree_change_terms', {}),
    ...lines,
    ...(told === 0 ? [] : [voice.say('purchaser.change_is_told', { count: told })]),
  ].join('\n');
};

const changed = (terms: PurchaserTerms, change: TermsChange): PurchaserTerms => ({
  ...terms,
  ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
});

/** What of a wish differs from the terms as they are. */
const changeFor = (terms: PurchaserTerms, wish: TermsWish): TermsChange => {
  const accepts = exceptions.filter((exception) => wish.accepts?.[exception] ?? terms.accepts.includes(exception));
  const same = accepts.length === terms.accepts.length && accepts.every((one) => terms.accepts.includes(one));
  return {
    ...(wish.account === undefined || wish.account === terms.account ? {} : { account: wish.account }),
    ...(wish.credit === undefined || wish.credit === terms.credit ? {} : { credit: wish.credit }),
    ...(wish.days === undefined || wish.days === terms.days ? {} : { days: wish.days }),
    ...(same ? {} : { accepts }),
  };
};

const show = (scene: PurchaserScene): Outcome => {
  const { voice, conversation, book, purchasing } = scene;
  const { terms, members } = book.purchaser;
  return reply(conversation, [
    [voice.say('purchaser.terms_of', { company: terms.company }), termsLines(scene, terms)].join('\n'),
    voice.say('purchaser.terms_people', {
      count: members.length,
      digest: voice.say(`purchaser.digest_name_${purchasing.digest}`, {}),
    }),
    voice.say('purchaser.how_to_change', {}),
  ]);
};

/** The purchaser's terms: shown, or changed once that is agreed to. */
export const ourTerms: PurchaserAct = (scene, { text }) => {
  const { voice, conversation, book } = scene;
  const wish = readTermsWish(text);
  const change = changeFor(book.purchaser.terms, wish);
  if (wish.unclear.length > 0) {
    return reply(conversation, [wish.unclear.map((key) => voice.say(`purchaser.unclear_${key}`, {})).join('\n')]);
  }
  if (Object.keys(change).length > 0) {
    const question = { asks: 'agree', to: { what: 'change_terms', change } } as const;
    return { conversation, lines: [], tail: { kind: 'ask', question } };
  }
  const wantsSome = Object.keys(wish).length > 1;
  if (wantsSome) return reply(conversation, [voice.say('purchaser.terms_same', {})]);
  return show(scene);
};

/** Changes the terms; it was agreed to. The desk keeps them, and every supplier hears of them. */
export const changeTerms = (scene: PurchaserScene, change: TermsChange): Outcome => {
  const { conversation, purchasing, book, now } = scene;
  const kept = sendErrand(
    conversation,
    { to: 'desk', purchaser: purchasing.purchaser, request: { asks: 'change_terms', change } },
    now,
  );
  const terms = changed(book.purchaser.terms, change);
  const told = sendErrand(
    kept,
    { to: 'suppliers', purchaser: purchasing.purchaser, word: { tells: 'terms', terms } },
    now,
  );
  return reply(told, []);
};
