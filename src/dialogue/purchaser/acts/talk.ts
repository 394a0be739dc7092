import type { Step } from '../../../content/journey.ts';
import { enumerate } from '../../enumerate.ts';
import { linkOf } from '../../guide.ts';
import type { Outcome } from '../../outcome.ts';
import { numberOf } from '../../standing.ts';
import { sayCredit, type Terms } from '../../terms.ts';
import { menu, offers, reply } from '../offers.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import { rowsOf } from '../rows.ts';
import { summary } from './progress.ts';

/** The purchaser's own terms, for texts that are written for suppliers. */
const ownTerms = (scene: PurchaserScene): Terms => {
  const { terms } = scene.book.purchaser;
  return {
    purchaser: terms.company,
    purchaser_account: terms.account,
    credit_amount: sayCredit(scene, terms.credit),
    credit_days: terms.days,
    member_name: '',
    supplier: '',
  };
};

/** Somebody opens the talk: how things stand, and what can be done. */
export const greet = (scene: PurchaserScene): Outcome => {
  const { voice, conversation, book, inGroup } = scene;
  const company = book.purchaser.terms.company;
  const isSilent = inGroup || book.cards.length === 0;
  const lines = isSilent
    ? [voice.say('purchaser.hello', { company })]
    : [voice.say('purchaser.hello_again', {}), summary(scene, rowsOf(scene))];
  return reply(conversation, lines, { offers: menu(scene) });
};

/** What the assistant does for a purchaser. */
export const help = (scene: PurchaserScene): Outcome =>
  reply(scene.conversation, [scene.voice.say('purchaser.can_do', {})], { offers: menu(scene) });

/** A person is wanted: noted for the operator. */
export const talkToHuman = (scene: PurchaserScene): Outcome =>
  reply({ ...scene.conversation, mode: 'human' }, [scene.voice.say('purchaser.human', {})], { offers: menu(scene) });

/** What is kept about the person is shown, and erased when they say so. */
export const keptData = (scene: PurchaserScene): Outcome => {
  const { conversation, voice, book, purchasing } = scene;
  const kept = voice.say('purchaser.kept_data', {
    company: book.purchaser.terms.company,
    digest: voice.say(`purchaser.digest_name_${purchasing.digest}`, {}),
  });
  return { conversation, lines: [kept], tail: { kind: 'ask', question: { asks: 'confirm', what: 'erase' } } };
};

/** What a supplier would be answered; while something is asked, that is asked again. */
export const answerFaq = (scene: PurchaserScene, id: string): Outcome => {
  const intent = [...scene.content.intents.values()].find((one) => one.id === id);
  const lines = intent?.kind === 'faq' ? [scene.voice.fill(intent.answer, ownTerms(scene))] : [];
  return {
    conversation: scene.conversation,
    lines,
    tail: scene.conversation.question ? { kind: 'back' } : { kind: 'none' },
  };
};

/** How suppliers do a step. */
export const explainToPurchaser = (scene: PurchaserScene, step: Step): Outcome => {
  const { voice, journey, conversation } = scene;
  const terms = ownTerms(scene);
  const [first] = step.milestones;
  const required = step.fields.filter((field) => field.required).map(({ label }) => label);
  const lines = [
    voice.say('step.heading', {
      number: numberOf(journey, step),
      count: journey.steps.length,
      title: voice.fill(step.title, {}),
    }),
    first ? voice.fill(first.todo, terms) : '',
    voice.say('step.open', { url: step.link.url }),
    required.length === 0 ? '' : voice.say('step.fill_in', { fields: enumerate(voice, required) }),
  ];
  return reply(conversation, [lines.filter((line) => line !== '').join('\n')], { links: [linkOf(scene, step)] });
};

/** It was not understood. */
export const unclear = (scene: PurchaserScene, again: boolean): Outcome =>
  reply(scene.conversation, [scene.voice.say(again ? 'purchaser.unclear_again' : 'purchaser.unclear', {})], {
    offers: offers(scene, 'invite', 'progress', 'stuck', 'terms'),
  });

/** What suppliers do is told to nobody else: in a group only that it is told one-to-one. */
export const notInGroup = (scene: PurchaserScene): Outcome =>
  reply(scene.conversation, [scene.voice.say('purchaser.not_in_group', {})]);
