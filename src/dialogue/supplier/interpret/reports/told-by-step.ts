import type { Step } from '../../../../content/schema/journey.ts';
import type { Reading } from '../../../../understanding/reading.ts';

type Clause = Reading['clauses'][number];
type Report = NonNullable<Clause['report']>;

/** What is reported of one step, in one message. */
export interface Told {
  readonly step: string | undefined;
  readonly reports: readonly Report[];
  readonly hasAmount: boolean;
  /** Of everything under way. */
  readonly all: boolean;
  /** Only a review is spoken of: “审核过了”. */
  readonly onlyReview: boolean;
  /** Something was opened, which is not said of papers under review. */
  readonly opens: boolean;
  /** Its clauses, one after the other. */
  readonly words: string;
}

/** Handed in once more, after it was mended: a wait begins anew. */
const handedInAgain =
  /改(?:好|完|过|正|了)*[,，\s]*(?:又|再|重新|已经?)?(?:交|提交)(?!了?吗)|重新?(?:提交|申请|交(?!代)|打款)|又(?:提交|交|申请)(?:了|上去)|再次?(?:提交|申请)了|\bre-?submit|\b(?:submitted|applied|submit|apply)[^,.]{0,12}\bagain\b/iu;

/** Whether something is said to be handed in once more. */
export const saysAgain = (text: string): boolean => handedInAgain.test(text);

export const isReport = ({ report, assertion }: Clause): boolean =>
  report !== undefined && report !== 'failed' && report !== 'returned' && assertion === 'asserted';

/** What is said goes on about the same papers, not about something else: “金额还没填” does not. */
const goesOnAbout =
  /^(?:但是?|不过|可是|就是)?(?:图片|照片|资料|执照|身份证|许可证|材料)?(?:还|没|重|百|就差|not|still)/iu;
const unfinished =
  /还差|还缺|就差|还没(?:往上|传|提交|交|弄完|放|填|上传)|还在(?:传|填|弄|上传)|没提交|重拍|没传完|没填完|百分之|not (?:yet )?(?:submitted|uploaded)|still uploading/iu;

/** “传了五遍才成功，总算提交了”: what was handed in afterwards is not approved by a success before it. */
const afterwards = (before: readonly Report[], report: Report): readonly Report[] =>
  report === 'submitted' && !before.includes('arrived')
    ? [...before.filter((one) => one !== 'passed'), report]
    : [...before, report];

const reviewed = /审核|审批|review/iu;
export const opened = /开通|开好|opened|activated/iu;

/** Whether a step is one that is opened, by the words in which it is reported. */
export const isOpened = (step: Step): boolean =>
  step.milestones.some(({ choice }) => Object.values(choice).some((words) => opened.test(words)));

/** “传完啦，发票那个也过了”: what is named with an “also” is another thing than what was told before it. */
const isBeside = ({ text, report }: Clause, last: Told): boolean =>
  last.reports.includes('passed') || (/也/u.test(text) && report !== undefined && !last.reports.includes(report));

/** What is said of a step goes on being about it until another one is named. */
export const byStep = (clauses: readonly Clause[]): readonly Told[] => {
  const told: Told[] = [];
  let topics: readonly string[] = [];
  for (const clause of clauses) {
    const [only, ...others] = clause.steps;
    if (!isReport(clause)) {
      const last = told.at(-1);
      const isSame = only === undefined || only === last?.step;
      // “身份证传了，还差许可证”: what was begun is not handed in.
      if (
        last &&
        isSame &&
        unfinished.test(clause.text) &&
        goesOnAbout.test(clause.text) &&
        last.reports.every((one) => one === 'submitted')
      )
        told.pop();
      // “收到一笔0.37，是之前认证那笔”: whose it was is said afterwards.
      if (last?.step === undefined && only !== undefined && /^(?:就?是|it's|for)/u.test(clause.text) && last) {
        told[told.length - 1] = { ...last, step: only };
      }
      // “融易收的，填好了”: a name alone says what the next words are about.
      const isName = clause.assertion === 'asserted' && only !== undefined && others.length === 0;
      topics = isName ? [...topics, only] : [];
      continue;
    }
    const report = clause.report ?? 'submitted';
    // “发票 融易收 两个都搞完了”: of all that were named just before; else of the last.
    const before = clause.all ? topics : topics.slice(-1);
    const spoken = clause.steps.length > 0 ? clause.steps : before;
    const named: readonly (string | undefined)[] = spoken.length > 0 ? spoken : [undefined];
    topics = [];
    for (const step of named) {
      const last = told.at(-1);
      const goesOn =
        last !== undefined &&
        (step === undefined || step === last.step || (last.step === undefined && !isBeside(clause, last)));
      const earlier = goesOn ? told.pop() : undefined;
      told.push({
        step: step ?? earlier?.step,
        reports: afterwards(earlier?.reports ?? [], report),
        hasAmount: clause.hasAmount || earlier?.hasAmount === true,
        all: clause.all || earlier?.all === true,
        onlyReview: reviewed.test(clause.text) && earlier?.onlyReview !== false,
        opens: opened.test(clause.text) || earlier?.opens === true,
        words: `${earlier?.words ?? ''} ${clause.plain}`,
      });
    }
  }
  return told;
};
