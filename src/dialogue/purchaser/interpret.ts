import type { IntentId } from '../../content/schema/intent.ts';
import type { PhraseMeaning } from '../../content/schema/phrases.ts';
import type { PurchaserIntentId } from '../../content/schema/purchaser-intent.ts';
import {
  asksToInvite,
  type CompanyList,
  companyKey,
  readBareList,
  readCompanies,
} from '../../text/names/company-list.ts';
import { kindOfBusiness } from '../../text/names/company-words.ts';
import { phraseKey } from '../../text/phrase-key.ts';
import { readWhen } from '../../text/when/read-when.ts';
import type { Reading } from '../../understanding/reading.ts';
import { intents } from '../core/intents.ts';
import { chosenReply } from '../core/reply/chosen-reply.ts';
import { shortPhrase } from '../core/short-phrase.ts';
import type { Meaning, PurchaserCommand } from '../model/meaning.ts';
import type { MemberContext } from './member-context.ts';
import { findSuppliers, isSupplierName } from './suppliers/find-supplier.ts';
import { pendingTasks } from './suppliers/pending-tasks.ts';
import type { Supplier } from './suppliers/supplier-names.ts';

/** What a message from one of a purchaser's people amounts to here. */
export type Interpretation =
  | { readonly type: 'wish'; readonly command: PurchaserCommand }
  /** Yes or no to the open question. */
  | { readonly type: 'answer'; readonly yes: boolean }
  /** The companies that were asked for, or words in their place. */
  | { readonly type: 'companies' }
  /** A list of companies without a word of what to do with them. */
  | { readonly type: 'list'; readonly list: CompanyList }
  /** What suppliers ask as well. */
  | { readonly type: 'intent'; readonly meaning: Extract<Meaning, { type: 'intent' }> }
  | { readonly type: 'unsure'; readonly candidates: readonly IntentId[] }
  | { readonly type: 'continue' | 'repeat' | 'dropped' | 'refused' };

/** A longer text is more than a name. */
const LONGEST_NAME = 30;

const wish = (intent: PurchaserIntentId, more: Omit<PurchaserCommand, 'intent'> = {}): Interpretation => ({
  type: 'wish',
  command: { intent, ...more },
});

const intent = (id: IntentId): Interpretation => ({ type: 'intent', meaning: { type: 'intent', intent: id } });

const ofMeaning = (meaning: Meaning | undefined): Interpretation | undefined => {
  switch (meaning?.type) {
    case 'purchase':
      return { type: 'wish', command: meaning.command };
    case 'answer':
      return { type: 'answer', yes: meaning.yes };
    case 'intent':
      return { type: 'intent', meaning };
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
const asCompanies = (text: string, phrase: PhraseMeaning | undefined, reading: Reading): Interpretation | undefined => {
  if (no.has(phrase) || (reading.certainty === 'clear' && reading.intent === intents.deny)) return { type: 'dropped' };
  if (phrase !== undefined) return undefined;
  const { companies } = readCompanies(text);
  const other = reading.purchasing?.intent;
  const isName =
    other === undefined || other === 'invite_suppliers' || (other === 'one_supplier' && !asksHowItGoes.test(text));
  if (companies.length > 0 && (isName || text.trim().includes('\n'))) return { type: 'companies' };
  if (other !== undefined && other !== 'invite_suppliers') return undefined;
  return other === 'invite_suppliers' || reading.certainty !== 'clear' ? { type: 'companies' } : undefined;
};

const allOfThem = /^(?:都|全部|所有|全|一起|全都|all|everyone|everybody)/iu;

/** Asked which supplier, the name of one of them, or of all. */
const asSupplier = (context: MemberContext, text: string): Interpretation | undefined => {
  const { question } = context.conversation;
  if (question?.type !== 'which_supplier') return undefined;
  const among = [
    ...context.snapshot.summaries
      .filter(({ person }) => question.people.includes(person))
      .map((summary): Supplier => ({ summary })),
    ...context.snapshot.invitations
      .filter(({ code }) => question.codes.includes(code))
      .map((invitation): Supplier => ({ invitation })),
  ];
  const { suppliers } = findSuppliers(context, text, among);
  const [only, ...others] = suppliers;
  if (only && others.length === 0) {
    return only.summary
      ? wish(question.intent, { person: only.summary.person })
      : wish(question.intent, { code: only.invitation.code });
  }
  const several = question.intent === 'nudge_supplier' || question.intent === 'favour_done';
  return several && allOfThem.test(text.trim()) ? wish(question.intent, { all: true }) : undefined;
};

const toQuestion = (
  context: MemberContext,
  text: string,
  phrase: PhraseMeaning | undefined,
  reading: Reading,
): Interpretation | undefined => {
  switch (context.conversation.question?.type) {
    case 'agree':
    case 'confirm': {
      const agreed = agrees(phrase, reading);
      return agreed === undefined ? undefined : { type: 'answer', yes: agreed };
    }
    case 'companies':
      return asCompanies(text, phrase, reading);
    case 'which_supplier':
      return agrees(phrase, reading) === false ? { type: 'dropped' } : asSupplier(context, text);
    case 'time':
      return readWhen(text, context.now, context.schedule.offset(context.now))
        ? intent(intents.remindLater)
        : undefined;
    default:
      return undefined;
  }
};

/** "已添加 张三五金": the words of a button, tapped or typed long after. */
const reportsFavour = ({ journey, translator }: MemberContext, key: string): boolean =>
  journey.favours.some(({ did }) => key.startsWith(phraseKey(translator.format(did, {}))));

/** What short phrases mean from the mouth of a purchaser's person. */
const ofPhrase = (context: MemberContext, phrase: PhraseMeaning | undefined): Interpretation | undefined => {
  switch (phrase) {
    case 'finished':
    case 'invited':
      return pendingTasks(context).length > 0 ? wish('favour_done') : undefined;
    case 'yes':
      return intent(intents.affirm);
    case 'no':
      return intent(intents.deny);
    case 'continue':
      return { type: 'continue' };
    case 'repeat':
      return { type: 'repeat' };
    case 'pause':
      return { type: 'dropped' };
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

const answerable = (context: MemberContext, id: IntentId): boolean => {
  const kind = context.content.intents.get(id)?.kind;
  return kind === 'faq' || kind === 'step';
};

const ofReading = (context: MemberContext, reading: Reading): Interpretation => {
  if (reading.certainty === 'refused') return { type: 'refused' };
  if (reading.certainty === 'unsure') {
    const candidates = reading.candidates.map((candidate) => candidate.intent).filter((id) => answerable(context, id));
    return candidates.length > 0 ? { type: 'unsure', candidates } : { type: 'refused' };
  }
  const same = likewise.get(reading.intent);
  if (same) return wish(same);
  if (reading.intent === intents.stepDone && pendingTasks(context).length > 0) return wish('favour_done');
  return { type: 'intent', meaning: { type: 'intent', intent: reading.intent, language: reading.entities.language } };
};

/** A name alone, where nothing else is understood: a supplier's is asked about, another company's is to be invited. */
const asName = (context: MemberContext, text: string, reading: Reading): Interpretation | undefined => {
  const isClear = reading.certainty === 'clear' && reading.intent !== intents.giveMemberName;
  if (isClear || text.length > LONGEST_NAME) return undefined;
  if (isSupplierName(context, text)) return wish('one_supplier');
  const list = readCompanies(text);
  const [only, ...others] = list.companies;
  const isCompany = only !== undefined && others.length === 0 && kindOfBusiness.test(only);
  return isCompany && companyKey(only) === companyKey(text) ? { type: 'list', list } : undefined;
};

/** Takes a text, its `phraseKey` and its reading for what they mean from one of a purchaser's people. */
export const interpret = (context: MemberContext, text: string, key: string, reading: Reading): Interpretation => {
  const direct = ofMeaning(chosenReply(context, key));
  if (direct) return direct;
  const phrase = shortPhrase(context, text, key);
  const answered = toQuestion(context, text, phrase, reading);
  if (answered) return answered;
  if (reportsFavour(context, key)) return wish('favour_done');
  const purchasing = reading.purchasing?.intent;
  // A list of names may look like a question about one of them.
  const isLoose = purchasing === undefined || purchasing === 'one_supplier';
  if (isLoose && asksToInvite(text)) return wish('invite_suppliers');
  const list = isLoose ? readBareList(text) : undefined;
  if (list) return { type: 'list', list };
  if (purchasing !== undefined) return wish(purchasing);
  return ofPhrase(context, phrase) ?? asName(context, text, reading) ?? ofReading(context, reading);
};
