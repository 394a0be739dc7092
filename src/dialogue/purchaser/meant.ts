import type { IntentId } from '../../content/intent.ts';
import type { PhraseMeaning } from '../../content/phrases.ts';
import type { PurchaserIntentId } from '../../content/purchaser-intent.ts';
import { asksToInvite, type CompanyList, companyKey, readBareList, readCompanies } from '../../text/company-list.ts';
import { kindOfBusiness } from '../../text/company-words.ts';
import { phraseKey } from '../../text/phrase-key.ts';
import { readWhen } from '../../text/when.ts';
import type { Reading } from '../../understanding/reading.ts';
import { intents } from '../intents.ts';
import { chosen, phraseOf } from '../interpret/phrase-rules.ts';
import type { Meaning, Wish } from '../meaning.ts';
import { findSuppliers, isSupplierName } from './find-supplier.ts';
import type { Supplier } from './named.ts';
import { pendingFavours } from './pending.ts';
import type { PurchaserScene } from './purchaser-scene.ts';

/** What a message from one of a purchaser's people amounts to here. */
export type Meant =
  | { readonly kind: 'wish'; readonly wish: Wish }
  /** Yes or no to the open question. */
  | { readonly kind: 'answer'; readonly yes: boolean }
  /** The companies that were asked for, or words in their place. */
  | { readonly kind: 'companies' }
  /** A list of companies without a word of what to do with them. */
  | { readonly kind: 'list'; readonly list: CompanyList }
  /** What suppliers ask as well. */
  | { readonly kind: 'intent'; readonly meaning: Extract<Meaning, { act: 'intent' }> }
  | { readonly kind: 'unsure'; readonly candidates: readonly IntentId[] }
  | { readonly kind: 'continue' | 'repeat' | 'dropped' | 'refused' };

/** A longer text is more than a name. */
const LONGEST_NAME = 30;

const wish = (intent: PurchaserIntentId, more: Omit<Wish, 'intent'> = {}): Meant => ({
  kind: 'wish',
  wish: { intent, ...more },
});

const intent = (id: IntentId): Meant => ({ kind: 'intent', meaning: { act: 'intent', intent: id } });

const ofMeaning = (meaning: Meaning | undefined): Meant | undefined => {
  switch (meaning?.act) {
    case 'purchase':
      return { kind: 'wish', wish: meaning.wish };
    case 'answer':
      return { kind: 'answer', yes: meaning.yes };
    case 'intent':
      return { kind: 'intent', meaning };
    default:
      return undefined;
  }
};

const yes: ReadonlySet<PhraseMeaning | undefined> = new Set(['yes', 'do_it', 'finished']);
const no: ReadonlySet<PhraseMeaning | undefined> = new Set(['no', 'not_yet', 'pause', 'skip']);

const agrees = (phrase: PhraseMeaning | undefined, reading: Reading): boolean | undefined => {
  if (yes.has(phrase)) return true;
  if (no.has(phrase)) return false;
  if (reading.certainty !== 'clear') return undefined;
  return reading.intent === intents.affirm ? true : reading.intent === intents.deny ? false : undefined;
};

const asksHowItGoes = /怎么|怎样|咋|进度|到哪|情况|如何|[?？吗]|\b(?:how|status|doing|where)\b/iu;

/** Asked for companies, a text is the answer unless it clearly wants something else. */
const asCompanies = (text: string, phrase: PhraseMeaning | undefined, reading: Reading): Meant | undefined => {
  if (no.has(phrase) || (reading.certainty === 'clear' && reading.intent === intents.deny)) return { kind: 'dropped' };
  if (phrase !== undefined) return undefined;
  const { companies } = readCompanies(text);
  const other = reading.purchasing?.intent;
  const isName =
    other === undefined || other === 'invite_suppliers' || (other === 'one_supplier' && !asksHowItGoes.test(text));
  if (companies.length > 0 && (isName || text.trim().includes('\n'))) return { kind: 'companies' };
  if (other !== undefined && other !== 'invite_suppliers') return undefined;
  return other === 'invite_suppliers' || reading.certainty !== 'clear' ? { kind: 'companies' } : undefined;
};

const allOfThem = /^(?:都|全部|所有|全|一起|全都|all|everyone|everybody)/iu;

/** Asked which supplier, the name of one of them, or of all. */
const asSupplier = (scene: PurchaserScene, text: string): Meant | undefined => {
  const { question } = scene.conversation;
  if (question?.asks !== 'which_supplier') return undefined;
  const among = [
    ...scene.book.cards.filter(({ person }) => question.people.includes(person)).map((card): Supplier => ({ card })),
    ...scene.book.invitations
      .filter(({ code }) => question.codes.includes(code))
      .map((invitation): Supplier => ({ invitation })),
  ];
  const { suppliers } = findSuppliers(scene, text, among);
  const [only, ...others] = suppliers;
  if (only && others.length === 0) {
    return only.card
      ? wish(question.intent, { person: only.card.person })
      : wish(question.intent, { code: only.invitation.code });
  }
  const several = question.intent === 'nudge_supplier' || question.intent === 'favour_done';
  return several && allOfThem.test(text.trim()) ? wish(question.intent, { all: true }) : undefined;
};

const toQuestion = (
  scene: PurchaserScene,
  text: string,
  phrase: PhraseMeaning | undefined,
  reading: Reading,
): Meant | undefined => {
  switch (scene.conversation.question?.asks) {
    case 'agree':
    case 'confirm': {
      const agreed = agrees(phrase, reading);
      return agreed === undefined ? undefined : { kind: 'answer', yes: agreed };
    }
    case 'companies':
      return asCompanies(text, phrase, reading);
    case 'which_supplier':
      return agrees(phrase, reading) === false ? { kind: 'dropped' } : asSupplier(scene, text);
    case 'time':
      return readWhen(text, scene.now, scene.schedule.offset(scene.now)) ? intent(intents.remindLater) : undefined;
    default:
      return undefined;
  }
};

/** "已添加 张三五金": the words of a button, tapped or typed long after. */
const reportsFavour = ({ journey, voice }: PurchaserScene, key: string): boolean =>
  journey.favours.some(({ did }) => key.startsWith(phraseKey(voice.fill(did, {}))));

/** What short phrases mean from the mouth of a purchaser's person. */
const ofPhrase = (scene: PurchaserScene, phrase: PhraseMeaning | undefined): Meant | undefined => {
  switch (phrase) {
    case 'finished':
    case 'invited':
      return pendingFavours(scene).length > 0 ? wish('favour_done') : undefined;
    case 'yes':
      return intent(intents.affirm);
    case 'no':
      return intent(intents.deny);
    case 'continue':
      return { kind: 'continue' };
    case 'repeat':
      return { kind: 'repeat' };
    case 'pause':
      return { kind: 'dropped' };
    case 'add_colleague':
      return wish('add_colleague');
    case 'leave_purchaser':
      return wish('leave_purchaser');
    default:
      return undefined;
  }
};

/** What suppliers say of themselves means their suppliers' from the mouth of a purchaser's person. */
const likewise: ReadonlyMap<IntentId, PurchaserIntentId> = new Map([
  [intents.showProgress, 'suppliers_progress'],
  [intents.nextStep, 'suppliers_progress'],
]);

const answerable = (scene: PurchaserScene, id: IntentId): boolean => {
  const kind = scene.content.intents.get(id)?.kind;
  return kind === 'faq' || kind === 'step';
};

const ofReading = (scene: PurchaserScene, reading: Reading): Meant => {
  if (reading.certainty === 'refused') return { kind: 'refused' };
  if (reading.certainty === 'unsure') {
    const candidates = reading.candidates.map((candidate) => candidate.intent).filter((id) => answerable(scene, id));
    return candidates.length > 0 ? { kind: 'unsure', candidates } : { kind: 'refused' };
  }
  const same = likewise.get(reading.intent);
  if (same) return wish(same);
  if (reading.intent === intents.stepDone && pendingFavours(scene).length > 0) return wish('favour_done');
  return { kind: 'intent', meaning: { act: 'intent', intent: reading.intent, language: reading.entities.language } };
};

/** A name alone, where nothing else is understood: a supplier's is asked about, another company's is to be invited. */
const asName = (scene: PurchaserScene, text: string, reading: Reading): Meant | undefined => {
  const isClear = reading.certainty === 'clear' && reading.intent !== intents.giveMemberName;
  if (isClear || text.length > LONGEST_NAME) return undefined;
  if (isSupplierName(scene, text)) return wish('one_supplier');
  const list = readCompanies(text);
  const [only, ...others] = list.companies;
  const isCompany = only !== undefined && others.length === 0 && kindOfBusiness.test(only);
  return isCompany && companyKey(only) === companyKey(text) ? { kind: 'list', list } : undefined;
};

/** Takes a text, its `phraseKey` and its reading for what they mean from one of a purchaser's people. */
export const meantBy = (scene: PurchaserScene, text: string, key: string, reading: Reading): Meant => {
  const direct = ofMeaning(chosen(scene, key));
  if (direct) return direct;
  const phrase = phraseOf(scene, text, key);
  const answered = toQuestion(scene, text, phrase, reading);
  if (answered) return answered;
  if (reportsFavour(scene, key)) return wish('favour_done');
  const purchasing = reading.purchasing?.intent;
  // A list of names may look like a question about one of them.
  const isLoose = purchasing === undefined || purchasing === 'one_supplier';
  if (isLoose && asksToInvite(text)) return wish('invite_suppliers');
  const list = isLoose ? readBareList(text) : undefined;
  if (list) return { kind: 'list', list };
  if (purchasing !== undefined) return wish(purchasing);
  return ofPhrase(scene, phrase) ?? asName(scene, text, reading) ?? ofReading(scene, reading);
};
