import { exceptions } from '../../../content/schema/purchaser-exceptions.ts';
import { readTermsChange, type TermsChangeRequest } from '../../../text/terms-change.ts';
import { sendEffect } from '../../core/delivery/send-effect.ts';
import { enumerate } from '../../core/reply/enumerate.ts';
import type { ReplyDraft } from '../../core/reply/reply-draft.ts';
import type { TurnContext } from '../../core/turn-context.ts';
import type { PurchaserTerms, TermsChange } from '../../model/programme/purchaser.ts';
import type { MemberContext } from '../member-context.ts';
import { reply } from '../text/menu.ts';
import type { PurchaserAct } from './act.ts';

const yuan = ({ translator }: TurnContext, credit: number): string =>
  translator.t('purchaser.yuan', { amount: credit.toLocaleString('en-US') });

const acceptedWords = ({ translator }: TurnContext, accepts: PurchaserTerms['accepts']): string =>
  accepts.length === 0
    ? translator.t('purchaser.accepts_nothing', {})
    : enumerate(
        translator,
        accepts.map((exception) => translator.t(`purchaser.accepts_${exception}`, {})),
      );

const valueWords = (context: TurnContext, terms: PurchaserTerms, key: keyof TermsChange): string => {
  switch (key) {
    case 'account':
      return terms.account;
    case 'credit':
      return yuan(context, terms.credit);
    case 'days':
      return context.translator.t('purchaser.days', { days: terms.days });
    case 'accepts':
      return acceptedWords(context, terms.accepts);
  }
};

const keys = ['account', 'credit', 'days', 'accepts'] as const satisfies readonly (keyof TermsChange)[];

/** The terms, a line each. */
export const termsLines = (context: TurnContext, terms: PurchaserTerms): string =>
  keys
    .map((key) =>
      context.translator.t('purchaser.term', {
        name: context.translator.t(`purchaser.term_${key}`, {}),
        value: valueWords(context, terms, key),
      }),
    )
    .join('\n');

/** What would change, from what to what; to be agreed to. */
export const changeText = (context: MemberContext, change: TermsChange): string => {
  const { translator, snapshot } = context;
  const before = snapshot.purchaser.terms;
  const after = changed(before, change);
  const lines = keys
    .filter((key) => change[key] !== undefined)
    .map((key) =>
      translator.t('purchaser.term_change', {
        name: translator.t(`purchaser.term_${key}`, {}),
        before: valueWords(context, before, key),
        after: valueWords(context, after, key),
      }),
    );
  const told = snapshot.summaries.length;
  return [
    translator.t('purchaser.agree_change_terms', {}),
    ...lines,
    ...(told === 0 ? [] : [translator.t('purchaser.change_is_told', { count: told })]),
  ].join('\n');
};

const changed = (terms: PurchaserTerms, change: TermsChange): PurchaserTerms => ({
  ...terms,
  ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
});

/** What of a wish differs from the terms as they are. */
const changeFor = (terms: PurchaserTerms, wish: TermsChangeRequest): TermsChange => {
  const accepts = exceptions.filter((exception) => wish.accepts?.[exception] ?? terms.accepts.includes(exception));
  const same = accepts.length === terms.accepts.length && accepts.every((one) => terms.accepts.includes(one));
  return {
    ...(wish.account === undefined || wish.account === terms.account ? {} : { account: wish.account }),
    ...(wish.credit === undefined || wish.credit === terms.credit ? {} : { credit: wish.credit }),
    ...(wish.days === undefined || wish.days === terms.days ? {} : { days: wish.days }),
    ...(same ? {} : { accepts }),
  };
};

const show = (context: MemberContext): ReplyDraft => {
  const { translator, conversation, snapshot, member } = context;
  const { terms, members } = snapshot.purchaser;
  return reply(conversation, [
    [translator.t('purchaser.terms_of', { company: terms.company }), termsLines(context, terms)].join('\n'),
    translator.t('purchaser.terms_people', {
      count: members.length,
      digest: translator.t(`purchaser.digest_name_${member.digest}`, {}),
    }),
    translator.t('purchaser.how_to_change', {}),
  ]);
};

/** The purchaser's terms: shown, or changed once that is agreed to. */
export const ourTerms: PurchaserAct = (context, { text }) => {
  const { translator, conversation, snapshot } = context;
  const wish = readTermsChange(text);
  const change = changeFor(snapshot.purchaser.terms, wish);
  if (wish.unclear.length > 0) {
    return reply(conversation, [wish.unclear.map((key) => translator.t(`purchaser.unclear_${key}`, {})).join('\n')]);
  }
  if (Object.keys(change).length > 0) {
    const question = { type: 'agree', to: { type: 'change_terms', change } } as const;
    return { conversation, lines: [], followUp: { type: 'ask', question } };
  }
  const wantsSome = Object.keys(wish).length > 1;
  if (wantsSome) return reply(conversation, [translator.t('purchaser.terms_same', {})]);
  return show(context);
};

/** Changes the terms; it was agreed to. The purchasers’ side keeps them, and every supplier hears of them. */
export const changeTerms = (context: MemberContext, change: TermsChange): ReplyDraft => {
  const { conversation, member, snapshot, now } = context;
  const kept = sendEffect(
    conversation,
    { type: 'desk', purchaser: member.purchaser, request: { type: 'change_terms', change } },
    now,
  );
  const terms = changed(snapshot.purchaser.terms, change);
  const told = sendEffect(
    kept,
    { type: 'suppliers', purchaser: member.purchaser, notification: { type: 'terms', terms } },
    now,
  );
  return reply(told, []);
};
