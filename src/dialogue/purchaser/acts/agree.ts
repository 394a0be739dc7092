import type { Outcome } from '../../outcome.ts';
import type { Agreement } from '../../question.ts';
import { offers, reply } from '../offers.ts';
import type { PurchaserScene } from '../purchaser-scene.ts';
import { revokeAll } from './invitations.ts';
import { inviteCompanies } from './invite.ts';
import { nudgeAll } from './nudge.ts';
import { left } from './people.ts';
import { changeTerms } from './terms.ts';

/** The person said whether it is to be done. */
export const agreed = (scene: PurchaserScene, to: Agreement, yes: boolean): Outcome => {
  if (!yes) {
    return reply(scene.conversation, [scene.voice.say('purchaser.not_done', {})], {
      offers: offers(scene, 'progress'),
    });
  }
  switch (to.what) {
    case 'leave_purchaser':
      return left(scene);
    case 'nudge_all':
      return nudgeAll(scene);
    case 'revoke_all':
      return revokeAll(scene);
    case 'change_terms':
      return changeTerms(scene, to.change);
    case 'invite':
      return inviteCompanies(scene, { companies: to.companies, left: 0 });
  }
};
