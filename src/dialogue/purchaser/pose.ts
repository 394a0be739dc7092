import { MOST_COMPANIES } from '../../text/company-list.ts';
import { numbered, yesOrNo } from '../choices.ts';
import { enumerate } from '../enumerate.ts';
import type { Offer } from '../outcome.ts';
import type { Posed } from '../pose.ts';
import type { Question } from '../question.ts';
import type { Scene } from '../scene.ts';
import { nudgeAllWords } from './acts/nudge.ts';
import { changeWords } from './acts/terms.ts';
import { namesOf, type Supplier, shortName } from './named.ts';
import { offer, offers } from './offers.ts';
import { asPurchaser, type PurchaserScene } from './purchaser-scene.ts';

type Asked<Asks extends Question['asks']> = Extract<Question, { asks: Asks }>;

const NAMES_TOLD = 5;

/** Which of several suppliers, by name and by number. */
const which = (scene: PurchaserScene, { intent, people, codes }: Asked<'which_supplier'>): Posed => {
  const { voice, book } = scene;
  const suppliers = [
    ...book.cards.filter(({ person }) => people.includes(person)).map((card): Supplier => ({ card })),
    ...book.invitations.filter(({ code }) => codes.includes(code)).map((invitation): Supplier => ({ invitation })),
  ];
  const names = namesOf(suppliers, scene);
  const named = suppliers.map(({ card, invitation }, place): Offer => {
    const name = names[place] ?? '';
    return offer(shortName(name), card ? { intent, person: card.person } : { intent, code: invitation.code }, name);
  });
  const all =
    intent === 'nudge_supplier'
      ? offers(scene, 'nudge_all')
      : intent === 'favour_done'
        ? offers(scene, 'all_done')
        : [];
  const every = suppliers.length > 1 ? [...named, ...all] : named;
  return { text: numbered(voice.say('purchaser.ask_which', {}), every), offers: every };
};

const toAgree = (scene: PurchaserScene, { to }: Asked<'agree'>): string => {
  const { voice, book } = scene;
  switch (to.what) {
    case 'leave_purchaser':
      return voice.say(book.purchaser.members.length > 1 ? 'purchaser.agree_leave' : 'purchaser.agree_leave_last', {
        company: book.purchaser.terms.company,
      });
    case 'nudge_all':
      return nudgeAllWords(scene);
    case 'revoke_all':
      return voice.say('purchaser.agree_revoke_all', {});
    case 'change_terms':
      return changeWords(scene, to.change);
    case 'invite': {
      const names = enumerate(voice, to.companies.slice(0, NAMES_TOLD));
      const count = to.companies.length;
      return count > NAMES_TOLD
        ? voice.say('purchaser.agree_invite_more', { names, count })
        : voice.say('purchaser.agree_invite', { names });
    }
  }
};

/** Puts a question to one of a purchaser's people into words. Without a purchaser there is nothing to ask. */
export const posePurchaser = (scene: Scene, question: Asked<'companies' | 'which_supplier' | 'agree'>): Posed => {
  const known = asPurchaser(scene);
  if (!known) return { text: '', offers: [] };
  switch (question.asks) {
    case 'companies':
      return {
        text: scene.voice.say('purchaser.ask_companies', { most: MOST_COMPANIES }),
        offers: offers(scene, 'open'),
      };
    case 'which_supplier':
      return which(known, question);
    case 'agree':
      return { text: toAgree(known, question), offers: yesOrNo(scene) };
  }
};
