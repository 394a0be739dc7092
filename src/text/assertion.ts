/**
 * Whether what a clause says is said to be so. After ConText (Harkema and others, 2009) and NegEx (Chapman and others,
 * 2001), which read in medical notes whether a finding is present, absent, possible, past, or another person's: a trigger
 * word stands before or behind what it changes, and some words only look like triggers.
 *
 * `asked` "到账了吗" · `hypothetical` "要是被驳回" · `planned` "明天去交", "快弄好了" · `denied` "还没到" · `wished` "希望通过" ·
 * `of_others` "隔壁那家通过了", "货款到了" · `asserted` everything else.
 */
export type Assertion = 'asserted' | 'asked' | 'hypothetical' | 'planned' | 'denied' | 'wished' | 'of_others';

/** Words that hold a trigger and are none. */
const noTriggers =
  /没问题|没毛病|没报错|没出错|没错|不错|没事|不好意思|不小心|没想到|不管|不用管|好不容易|差不多了?|不过|对不对得上|上个?月就|早就|马上就好?了(?=[,，。]|$)|no problem|not bad|finally/gu;

const endings = {
  /** A tag behind a statement asks for agreement only: "显示认证成功了对吧". */
  tag: /[,，\s]*(?:对吧|是吧|对不对|是不是|对吗|是吗|right)?[。.!！~～\s]*$/u,
} as const;

const asks =
  /[?？]|[吗嘛么](?:我|咱|们|这边|那边|现在|呢)*$|(?:是|到|填|选|用)[^,，]{0,12}还是(?!要|得|没|在|不|先)|(?:了|过|到|好)(?:没有?|冇)$|(?:没有?|冇)[啊呀呢]?[?？]?$|呢$|怎么|怎样|咋|点样|点算|什么|啥|乜|哪|边度|几时|何时|多久|几耐|多少|几多|谁|几(?:天|个|步|次|点|时)|为何|为啥|是不是|系咪|有没有|有冇|能不能|可不可以|可以不|行不行|要不要|会不会|是否|用不用|(?:能|会|得|行|要|可以|算)[^,，]{0,10}(?:吗|不)$|^(?:can|could|do|does|did|is|are|will|would|should|what|when|where|how|why|which|who|has|have)\b/iu;
const supposes =
  /如果|要是|万一|假如|假设|倘若|若是|的话|就算(?!完|是)|哪怕|除非|一旦|(?:等|等到)[^,，]{1,12}(?:再|才|就|之后|以后)|以后要|过了[^,，]{0,6}再|按理|应该(?:是)?(?:到|好|过|成功|批|通过)|估计(?:到|好|过|快)|该到了|可以(?:注册|提交|上传|申请|填|弄|做|传|交|开)[^,，]{0,3}了$|(?:到|过|好|完|来|批|下来|成功|通过|弄妥)[了咗啦]?[^,，]{0,5}(?:就|再|请)?(?:提醒我|叫[我你]|喊[我你]|告诉[我你]|话[我你]知|通知[我你]|跟[我你]说|喊一声|说一声|自己会|会说|再说|再讲|联系)|\bif\b|in case|\bunless\b|\bonce\b|\bsuppose\b/iu;
const plans =
  /(?:^|[^\d])(?:明天|明儿|听日|后天|下周|下个?月|今晚|晚点|晚些|待会|等会|等下|一会儿?|回头|改天|过几天|月底|这就去|马上(?!就好了)|准备|打算|稍等|等[哈等]|等一[哈下]|得空|有空(?:了|再)|正在|在(?=填|传|弄|办|搞|交|上传|注册|登录|写|审)|快要|快(?=弄|填|传|办|搞|好|交|成)|就要|即将|差点|差一点|险些|几乎|想(?!到)|要去|去(?=交|填|传|办|弄)|还要|还得|还差|还缺|(?:才|就)能|争取|尽量|打着|填着|传着|弄着)|差.{0,8}就|^差|\balmost\b|\bnearly\b|\babout to\b|\bgoing to\b|\bwill\b|\bsoon\b|\btrying\b|\bjust need\b|\bstill (?:need|have)\b|'ll\b|\bhalfway\b|一半|一部分/iu;
const denies =
  /明明|没(?!收|错)|没收到|未(?!来)|冇|还没|尚未|(?<![好对行可能是要成])不(?!过|错|好意思|断|少|管)(?:是|在|对|成功|通过|行|能|给|让|了|到|见|用|弄|办|做|交|传|填|提交|报|开通|注册|认证)?|唔|\bnot\b|n't\b|\bnever\b|\bno (?:deposit|money|result|email)\b|\bwithout\b|\bfailed to\b/iu;
const wishes =
  /(?:千万)?别(?:再)?(?:给我|把我)?(?:退|驳|打回)|希望|但愿|祈祷|保佑|最好是?|求(?=通过|过)|盼|担心|(?<!恐)怕|生怕|\bhope\b|\bwish\b|\bafraid\b|\bworried\b/iu;
const others =
  /隔壁|隔篱|人哋|同行|同事的|那家|别人|人家(?!银行)|朋友|邻居|亲戚|表哥|表弟|我哥|我弟|(?:别|另)(?:的|一)?家|别的公司|另外?一?个?(?:公司|单位)|兄弟公司|分公司|上家|他们(?:家|厂|公司)|听说|据说|网上说|收到(?:你|您)|(?:提醒|消息|短信|验证码|链接|通知|资料|邮件)(?:都|也|已经?)?(?:收到|看到)|(?:收到|看到)(?:了|你|您|的)*(?:提醒|消息|短信|验证码|链接|通知|邮件)|群里(?:说|有人)|采购(?:员|商)?(?:那边)?(?:说|讲|告诉)|他们说|(?:执照|对公|公户|u盾|网银|照片|身份证|许可证|材料|资料|发票)[^,，传交填]{0,4}(?:办|开|拍|找|拿|领|备|准备)(?:好|到|齐|下来|全)?(?:了|啦|咗)|我已经?发(?:了|过)|(?:转|发)给(?:了)?(?:采购|他|她|对方|客户|会计)|合同|微信(?:上|里)|电话里|口头|by e-?mail|on wechat|last month|个人号|支付宝(?:实名|认证)|深度认证|诚e赊|信任付|质检|iso|体系|认证费|学员|同学|群里|票开好|发票到了|淘宝|拼多多|京东|抖音|银行给|贷款|(?:会计|老板|法人|快递|货|出纳|师傅|u盾|章|客人)(?:都|也|已经)?(?:到了|来了|回来了)|税务局|报税|报完税|税所|结息|利息|个人认证|个人实名|年检|体系认证|商标|环评|社保|海关|同事(?:说|讲)|说一声|不是你们|花呗|货款|客户|客人|工资|快递|订单款|贷款|尾款|\bfriend\b|\bneighbou?r\b|\banother company\b|\bthey say\b|\btheir\b|\btold (?:the )?(?:purchaser|buyer)|\b(?:buyer|purchaser|customer|client|supplier|boss|he|she|they)\b[^,.]{0,8}\b(?:sent|asked|told|gave|invited|wants?)\b|\b(?:customer|client)(?:'s)? (?:payment|money|transfer)\b|\b(?:a|our|my) (?:customer|client)\b|\bforwarded\b|\bothers\b|\bpurchaser (?:says|said)\b|\bother (?:company|factory|supplier)/iu;

/** What only softens; a question before it stays one: “到账了吗哈”. */
const particles = /[哈呀哦啊呗哟咯嗷]{1,9}$/u;

/** Behind a colon or a quote the page or the bot speaks, not the person; the words around it decide. */
export const withoutQuotes = (clause: string): string => clause.replace(/[“"「『][^”"」』]{0,60}[”"」』]/gu, '');

/**
 * Reads what stands around the words of one clause in simplified characters, lower case. `asksAtEnd` tells that a question
 * mark stood behind it. Takes time in proportion to the clause.
 */
export const assertionOf = (clause: string, asksAtEnd = false): Assertion => {
  const said = withoutQuotes(clause).replace(noTriggers, '').trim().replace(particles, '');
  if (others.test(said)) return 'of_others';
  if (supposes.test(said)) return 'hypothetical';
  const bare = said.replace(endings.tag, '');
  if (asks.test(bare) || (asksAtEnd && bare === said)) return 'asked';
  if (wishes.test(bare)) return 'wished';
  if (plans.test(bare)) return 'planned';
  if (denies.test(bare)) return 'denied';
  return 'asserted';
};
