/** What says in a name that it is a company's: its legal form, or what it makes or trades in. */
export const kindOfBusiness =
  /公司|集团|[厂店行部坊社铺]$|厂[（(]|中心|工作室|合作社|经营部|门市|商行|五金|机械|机电|电子|电器|电气|电缆|科技|技术|贸易|商贸|工贸|实业|工业|塑料|塑胶|橡胶|橡塑|模具|包装|轴承|建材|化工|制品|设备|材料|金属|钢铁|不锈钢|铝业|铜业|木业|家具|印刷|纸业|物流|仪器|仪表|工具|紧固件|标准件|阀门|泵业|汽配|配件|纺织|服装|服饰|制衣|鞋业|皮具|食品|农业|陶瓷|玻璃|涂料|油漆|照明|光电|新能源|环保|自动化|智能|精密|弹簧|线缆|(?:^|\s)(?:co|ltd|inc|llc|corp|gmbh|limited|company|factory|trading|industrial|hardware|tools|electronics|machinery)\b/iu;

const surnames =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文';
const person = new RegExp(
  `^(?:[${surnames}]\\p{Script=Han}{0,2}(?:先生|女士|小姐|经理|总经理|总监|总|老板|老师|主任|厂长|会计|师傅|工)|[${surnames}]\\p{Script=Han}{1,2}|[老小阿][${surnames}])$`,
  'u',
);

/** Somebody's name, as far as it can be told from a company's: two or three characters that begin with a surname, or a form of address. */
export const looksLikePerson = (name: string): boolean => {
  const plain = name.replace(/\s+/gu, '');
  return person.test(plain) && !kindOfBusiness.test(plain);
};
