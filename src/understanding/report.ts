/** What a clause reports, whichever step it is about. */
export type Report =
  /** Something was handed in, filled in or done: "传上去了", "填好了". */
  | 'submitted'
  /** Money has come: "钱到了". */
  | 'arrived'
  /** The purchaser has sent the inquiry: “询价单来了”. */
  | 'invited'
  /** It was approved, or the page says so: "审核通过", "显示开通成功". */
  | 'passed'
  /** It was sent back: "被驳回了". */
  | 'rejected'
  /** The bank sent the money back: "钱退回去了". Nothing that was done is undone by it. */
  | 'returned'
  /** What was typed or handed in was not taken: "填进去了，说不对". */
  | 'failed';

const verb =
  '(?:提交|递交|递(?!给)|重交|上传|上载|重传|传|交|申请|注册|开户|报名|报价|报|填写|填|输入|录入|输|入(?=咗|好|进)|弄|办|搞|整|做|加|添加|改|搞定|搞掂|拍)';
const done = '(?:上去|进去|过去|好|完|掉|成|过|埋|晒|妥|毕|齐|定|掂)*(?:了|啦|喇|咗|咯|好|完|上去|进去|埋|晒)';
const handedIn = new RegExp(
  `(?:提交|上传|申请|填写|报价|添加|注册|递交)成功|${verb}[^,，]{0,2}${done}|ok了$|已于[^,，]{0,20}完成|悉数(?:上传|提交)|已(?:经)?(?:注册|报价|受理)|(?:[昨今前]天|早就|早已|刚刚?|上午|下午|昨晚)[^,，]{0,4}(?:提交|交|上传|传|申请|填|报|弄|办|注册)的$|已经?(?:提交|上传|申请|填|交|报|注册|办|弄|加)|搞定|搞掂|完成了|^(?:都|全部?|已经?|也|那个|这个|终于|总算)*(?:好了|完了|得咗|好啦|妥了)$|\\b(?:submitted|uploaded|applied|registered|entered|typed|filled|done|finished|completed|quoted|sent|handed in|set up|added)\\b`,
  'iu',
);
const approved =
  /(?:认证|审核|开通|验证|审批|显示|提示|页面说?|终于|这回|全部|都)?(?<!提交|上传|申请|填写|报价|添加|注册|递交|操作|发送|登录|登陆)成功|通过(?:了|啦|咗|$)|(?<!试|用|说|问|打|填|交|去|难|查|看|听|找|想|见|讲|来|联系|催|算)过(?:了|啦|喇|咗|咯|嘞|晒)(?!年|节|周|今|明|这|那|再|几|一会|两|半|点|期)|认证(?:了|好了|完了|咗|过了|好咗)|开通(?:了|好了|咗|啦)|(?:融易收|账期|帐期)开(?:了|好了|咗)|批(?:了|咗|下来)|审(?:完|好)了|生效了|获批|获(?:得)?通过|(?:^|都|就)成了$|开通晒|已经?(?:认证|开通)(?!的|过的?吗)|(?:就|早|已经?|经)[^,，]{0,4}过的|(?:纳税人|发票|税票|审核|认证|证明|资质|融易收)(?:那个|那边|的|也|都|已经?){0,2}过$|(?:[上下中]午|早上|昨[天晚]|今[天早]|刚刚?|前天)[^,，]{0,4}(?:通过|过)的$|(?:认证|账?号|帐号|账户|融易收|账期)[^,，]{0,6}(?:早就?|老早|去年就?|前年就?|本来就|一直都?)[^,，]{0,2}(?:有|开|办)(?:好|通)?(?:了|的|过)|\b(?:was|is|has|have|had|already) pass\b|\bpass(?:ed)? (?:long|already)|\b(?:approved|verified|certified|passed|successful|success|sucess|succeeded|activated|accepted|is open|it worked|it finally worked|opened)\b/iu;
const came =
  /(?:钱|款|金额|那笔|这笔|打款|元|块|毛|分|\d)[^,，]{0,8}(?:到(?!\d|底|时|期|那|的时|之前)|收到|进来|入账|入咗)|(?:的|那个|那边|这边|那笔)(?:也|都|已经?)?(?:到了|到咗)|来钱了|^进了$|(?:就|今早|刚)到了|(?:收入|转入|存入|汇入|贷方|入账)[^,，]{0,14}\d|到账|到帐|^(?:已经?)?(?:都|全)?(?:到了|到咗|收到[了啦咗]|来了|进来了)|收到[^,，]{0,4}(?:\d|钱|款|打款)|入咗数|(?:网商(?:银行)?|阿里|支付宝|银行)(?:那边|的)?(?:给我们?)?(?:打|转|汇)(?:来|过来|进来)?了[^,，]{0,4}(?:[\d零一二两三四五六七八九]+[毛角分块点元]|\d)|(?:有|多了?|进了?|打了|来了)一笔[^,，]{0,12}(?:进账|[\d零一二两三四五六七八九][毛角分块点元.])|\b(?:arrived|received|we receive|it came|got (?:it|the (?:money|deposit)|\d))\b|\bgot \d/iu;
const sentBack =
  /驳回|打回|退回(?!到?(?:第|[一二三四五六1-6]步|上|前|去))|被退|被拒|退件|拒绝了|(?:都|又|给)(?:给我们?|我们?)?退了|(?:审核|审批|认证|发票|纳税人|融易收)?(?<!还|都还|也)(?:没过|没通过|未通过|不通过|冇过)(?!呢)|\b(?:rejected|refused|declined|turned down|sent back|bounced|came back negative)\b/iu;
/** The bank sent the money back, which is neither a rejected review nor something taken back: “钱退回去了”, “退票了”. */
const moneyBack =
  /(?:钱|款(?!认证|验证|证明|资料|材料|页)|那笔|这笔|[元块毛])[^,，]{0,8}退|退(?:票|汇|款)(?:了|给|回|$)|\b(?:money|deposit|payment|transfer|amount)\b[^,.]{0,20}\b(?:returned|bounced|sent back|refunded|came back)\b/iu;

const notTaken =
  /(?:说|提示|显示|页面|金额)[^,，]{0,6}(?:不对|错误|不正确|不符|失败)|失败|报错|超时|失效|[填输传弄搞写]错|[传弄搞放拍]反|不对(?!啊$)|\b(?:wrong|incorrect|failed|error|mismatch)\b/iu;

const inquiryCame =
  /(?:询价单?|询盘)(?:邀请)?(?:已经?|都)?(?:来|到|收到|有|看到|发来)(?:了|啦|咗)|(?:收到|看到|来)(?:了|咗)?[^,，]{0,8}(?:询价|报价邀请)|待报价里(?:面)?有|(?:采购商?)?邀请(?:已经?)?(?:来|到|收到)(?:了|啦|咗)|\b(?:rfq|inquiry|invitation)\b[^,.]{0,20}\b(?:came|arrived|is (?:here|there)|received)\b|\breceived [^,.]{0,12}\b(?:rfq|inquiry|invitation)\b/iu;

/** What was sent up with success is with somebody now, and not yet approved. */
const sentWithSuccess = /(?:提交|递交|上传|上载|重传|传|申请|报价|添加|注册|重交|交)[^,，]{0,8}成功/u;

/** “填了500” tells what stands in a field, not that the form is done. */
const typedNumber = /[填写输]了?\s?\d{2,}(?:万|块|元|天)?$/u;
/** A mistake that was made before is told as the reason of what follows: “之前账号填错了”. */
const earlierMistake = /(?:之前|原来|上次|先前|原先|当时)[^,，]{0,8}(?:[填输传弄搞写]错|不对)/u;

/** What a clause in simplified characters, lower case, reports; `undefined` when it reports nothing. */
export const reportIn = (clause: string): Report | undefined => {
  if (earlierMistake.test(clause) || typedNumber.test(clause)) return undefined;
  if (moneyBack.test(clause)) return 'returned';
  if (sentBack.test(clause)) return 'rejected';
  if (inquiryCame.test(clause)) return 'invited';
  if (notTaken.test(clause)) return 'failed';
  if (sentWithSuccess.test(clause)) return 'submitted';
  if (approved.test(clause)) return 'passed';
  if (came.test(clause)) return 'arrived';
  return handedIn.test(clause) ? 'submitted' : undefined;
};
