#!/usr/bin/env node
// Black-box acceptance of the scripted chat (`npm run -s chat -- --json …`).
//   node run.mjs [PROJECT_DIR] [--only D03,T01] [--verbose] [--jobs N] [--transcript FILE]
//                [--prepare FILE.mjs] [--content DIR] [--no-resync] [--keep] [--limit SECONDS]
// Measured with floors by the test beside it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const STEPS = ['register', 'enterprise_auth', 'taxpayer', 'rongyishou', 'credit_term', 'quote'];
const STATUSES = ['todo', 'doing', 'waiting', 'rejected', 'done'];
const FORS = ['review', 'deposit', 'purchaser'];
const MODES = ['guided', 'human', 'paused', 'finished'];
const GUIDE_URLS = [
  'https://member.1688.com/member/join/enterprise_join.htm',
  'https://work.1688.com/home/seller.htm',
  'https://work.1688.com/home/seller.htm?_path_=/creditdetails/certificateIndex&',
  'https://view.1688.com/cms/promotion/rys.html',
  'https://work.1688.com/home/seller.htm?spm=0.0.0.0.qonP1H#app/salemanagement/accountPeriodApply/',
  'https://work.1688.com/home/seller.htm#app/salemanagement/accountPeriodApply/', // the same without the tracking part
];
const START_MS = 30_000; // a session's first line also waits for npm and the program to start
const WARN_BYTES = 2000, FAIL_BYTES = 4000;
const ZONE_MS = 8 * 3600_000; // Asia/Shanghai has no daylight saving

// ---------------------------------------------------------------- arguments
const argv = process.argv.slice(2);
const flag = (name) => { const i = argv.indexOf(name); if (i < 0) return false; argv.splice(i, 1); return true; };
const option = (name) => { const i = argv.indexOf(name); if (i < 0) return undefined; const [, v] = argv.splice(i, 2); return v; };
const opt = {
  only: option('--only')?.split(',').map((s) => s.trim().toUpperCase()),
  jobs: Number(option('--jobs') ?? 4), transcript: option('--transcript'), prepare: option('--prepare'),
  content: option('--content'), turnMs: Number(option('--limit') ?? 10) * 1000,
  verbose: flag('--verbose'), keep: flag('--keep'), resync: !flag('--no-resync'), help: flag('--help'),
};
const unknown = argv.find((a) => a.startsWith('--'));
if (opt.help || unknown) {
  console.log(`${unknown ? `unknown option ${unknown}\n` : ''}node run.mjs [PROJECT_DIR] [--only D03,T01] [--verbose] [--jobs N] [--transcript FILE] [--prepare FILE.mjs] [--content DIR] [--no-resync] [--keep] [--limit SECONDS]`);
  process.exit(unknown ? 2 : 0);
}
const PROJECT = resolve(argv[0] ?? process.cwd());

// ---------------------------------------------------------------- words
const TRAD = '註冊認證審營業執號碼會員購採驗帳賬戶開許銀對應當關於個們這裡裏還沒為與時間書發機構稱納稅議請點擊連結鏈網電腦頁寫輸錄額錢戲過問題單報價詢買賣資質檢視訊圖傳實圓儲記憶選擇項標後進來從說話讓給經濟動態無體據庫權責確聯繫絡處陸續費並備齊兩節導覽頭條貨屬則級別總匯編輯刪復簡優務須準隨畫絕樣邊麼幾遲醫講滿貸約專張掃護攔誤錯鎖紙換聽長東隱簽雙區讀聲況該紹試遞飛幫補屆齡滯礎負兒廠萬統週繳誰謝語線綁緊組織論設詞誠課調談諾識譯財貴貼贈車軟較載輔輕轉辦適遠釋鈕銷鍵鐘門閉閱隊險雜離難響順預領願類顧風館馬髮攝驟暫曆歷殘決測漸熱牽獨獲現產監盤穩筆範糾終緩縮績義聞職脫裝覺觀訂託訴國僅億兌內剛劃勞協卻參啟嗎噸團壓夠奪嚴寧將島帶師幣幹廣彙徵恆惡懸戰拋捨擬擴攜敗數斷晝暢樓歡氣沖淨減溝滾潛濃煩爭狀獎環異皺盜睏礙禮種窩競粵繼罰習聰膽臨舊蓋薦虧衝規親計討訓訪詐評詳誇譽變貓販貧賠賺贏跡踐軌轄辭農迴遊運達違遺邏郵鄉醜釘針鈔鏡鑑闆陳際雲靜頻顯飯養餘騙驚骯';
const SIMP = '注册认证审营业执号码会员购采验帐账户开许银对应当关于个们这里里还没为与时间书发机构称纳税议请点击连结链网电脑页写输录额钱戏过问题单报价询买卖资质检视讯图传实圆储记忆选择项标后进来从说话让给经济动态无体据库权责确联系络处陆续费并备齐两节导览头条货属则级别总汇编辑删复简优务须准随画绝样边么几迟医讲满贷约专张扫护拦误错锁纸换听长东隐签双区读声况该绍试递飞帮补届龄滞础负儿厂万统周缴谁谢语线绑紧组织论设词诚课调谈诺识译财贵贴赠车软较载辅轻转办适远释钮销键钟门闭阅队险杂离难响顺预领愿类顾风馆马发摄骤暂历历残决测渐热牵独获现产监盘稳笔范纠终缓缩绩义闻职脱装觉观订托诉国仅亿兑内刚划劳协却参启吗吨团压够夺严宁将岛带师币干广汇征恒恶悬战抛舍拟扩携败数断昼畅楼欢气冲净减沟滚潜浓烦争状奖环异皱盗困碍礼种窝竞粤继罚习聪胆临旧盖荐亏冲规亲计讨训访诈评详夸誉变猫贩贫赔赚赢迹践轨辖辞农回游运达违遗逻邮乡丑钉针钞镜鉴板陈际云静频显饭养余骗惊肮';
const T2S = new Map([...TRAD].map((c, i) => [c, [...SIMP][i]]));
/** One form for matching: half width, Simplified, no markdown marks, single blanks. */
const plain = (s) => [...String(s).normalize('NFKC')].map((c) => T2S.get(c) ?? c).join('').replace(/[*`]/g, '').replace(/帐/g, '账').replace(/[ \t\u00a0]+/g, ' ');
const library = JSON.parse(readFileSync(join(HERE, 'patterns.json'), 'utf8'));
const named = (name) => library[name] ?? (() => { throw new Error(`patterns.json has no "${name}"`); })();
const hits = (source, text) => { const re = new RegExp(source, 'i'); return re.test(text) || re.test(plain(text)); };

/** says/should items: "regex", "@name", {any:[…]}, {all:[…]}, {min:n,of:[…]}, {by_current:{step:item,else:item}}. Returns what is missing, or nothing. */
function missing(item, text, current) {
  if (typeof item === 'string') {
    if (!item.startsWith('@')) return hits(item, text) ? undefined : `/${item}/`;
    return missing(named(item.slice(1)), text, current) && `${named(item.slice(1)).means ?? ''} (${item})`;
  }
  if (item.any) return item.any.some((x) => !missing(x, text, current)) ? undefined : item.means ?? item.any.map((x) => missing(x, text, current)).join(' or ');
  if (item.all) { const m = item.all.map((x) => missing(x, text, current)).filter(Boolean); return m.length ? m.join(' and ') : undefined; }
  if (item.of) {
    const lack = item.of.map((x) => missing(x, text, current)).filter(Boolean);
    return item.of.length - lack.length >= item.min ? undefined : `${item.means ?? ''} at least ${item.min} of ${item.of.length}; lacks ${lack.join(', ')}`;
  }
  if (item.by_current) { const x = item.by_current[current] ?? item.by_current.else; return x === undefined ? undefined : missing(x, text, current); }
  throw new Error(`bad pattern ${JSON.stringify(item)}`);
}
/** never items: "regex", "@name", {re, unless}: `unless` is tried on the sentence that holds the match. Returns the match, or nothing. */
function found(item, text) {
  if (typeof item === 'string') {
    if (!item.startsWith('@')) return found({ re: item }, text);
    item = named(item.slice(1));
  }
  if (item.any) return item.any.map((x) => found(x, text)).find(Boolean);
  for (const form of [text, plain(text)]) {
    for (const m of form.matchAll(new RegExp(item.re, 'gi'))) {
      const from = Math.max(...['。', '！', '？', '!', '?', '\n', '；', ';'].map((c) => form.lastIndexOf(c, m.index - 1))) + 1;
      const rest = form.slice(m.index + m[0].length);
      const to = m.index + m[0].length + (/[。！？!?\n；;]/.exec(rest)?.index ?? rest.length) + 1;
      if (!item.unless || !new RegExp(item.unless, 'i').test(form.slice(from, to))) return m[0];
    }
  }
  return undefined;
}

// ---------------------------------------------------------------- time
const local = (ms) => new Date(ms + ZONE_MS).toISOString().replace('.000Z', '').replace('T', ' ').slice(0, 16);
const clock = (ms) => local(ms).slice(11);
const iso = (ms) => `${new Date(ms + ZONE_MS).toISOString().slice(0, 19)}+08:00`;
const duration = (ms) => { const m = Math.round(ms / 60_000); return `PT${Math.floor(m / 60)}H${m % 60}M`.replace(/H0M$/, 'H').replace(/^PT0H(?=\d)/, 'PT').replace(/^PT0H$/, 'PT0S'); };
const millis = (s) => { const m = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(s); if (!m) throw new Error(`bad duration ${s}`); return (((+m[1] || 0) * 24 + (+m[2] || 0)) * 60 + (+m[3] || 0)) * 60_000 + (+m[4] || 0) * 1000; };

// ---------------------------------------------------------------- the program under test
class Chat {
  constructor({ data, now, env, user }) {
    Object.assign(this, { data, now, env, user, noise: [], stderr: '', unasked: [], waiters: [], exited: undefined, started: false });
  }
  open() {
    const args = ['run', '-s', 'chat', '--', '--json', '--now', this.now, '--data', this.data];
    if (opt.content && this.env?.CONTENT) args.push('--content', resolve(opt.content));
    if (this.user) args.push('--user', this.user);
    const { CONTENT, ...env } = this.env ?? {};
    this.child = spawn('npm', args, { cwd: PROJECT, env: { ...process.env, ...env }, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    live.add(this.child);
    let rest = '';
    this.child.stdout.setEncoding('utf8').on('data', (d) => {
      const lines = (rest + d).split('\n'); rest = lines.pop();
      for (const l of lines) this.line(l);
    });
    this.child.stderr.setEncoding('utf8').on('data', (d) => { this.stderr = (this.stderr + d).slice(-200_000); });
    this.child.stdin.on('error', () => {});
    this.gone = new Promise((done) => {
      const over = (why) => { if (this.exited !== undefined) return; if (rest.trim()) this.line(rest); this.exited = why; live.delete(this.child); for (const w of this.waiters.splice(0)) w({ failed: `ended (${why})` }); done(); };
      this.child.on('error', (e) => over(e.message));
      this.child.on('close', (code, signal) => over(signal ?? `exit code ${code}`));
    });
    return this;
  }
  line(l) {
    if (!l.trim()) return;
    let json; try { json = JSON.parse(l); } catch { /* not for us */ }
    if (!json || typeof json !== 'object' || !['replies', 'state', 'error'].some((k) => k in json)) { this.noise.push(l.slice(0, 200)); return; }
    const w = this.waiters.shift();
    if (w) w({ json, raw: l }); else this.unasked.push({ json, raw: l });
  }
  send(object) {
    if (this.exited !== undefined) return Promise.resolve({ failed: `ended (${this.exited})` });
    const limit = opt.turnMs + (this.started ? 0 : START_MS); this.started = true;
    return new Promise((done) => {
      const timer = setTimeout(() => { this.waiters = this.waiters.filter((w) => w !== answer); done({ failed: `no answer within ${limit / 1000} s` }); }, limit);
      const answer = (x) => { clearTimeout(timer); done(x); };
      this.waiters.push(answer);
      this.child.stdin.write(`${JSON.stringify(object)}\n`);
    });
  }
  kill() { try { process.kill(-this.child.pid, 'SIGKILL'); } catch { /* already gone */ } return this.gone; }
  /** Ends by closing stdin; says what was wrong, if anything. */
  async end() {
    if (this.exited !== undefined) return undefined;
    this.child.stdin.end();
    let late = false; const timer = setTimeout(() => { late = true; this.kill(); }, 10_000);
    await this.gone; clearTimeout(timer);
    return late ? 'did not end within 10 s of the end of its input' : /^exit code 0$/.test(this.exited) ? undefined : `ended with ${this.exited}`;
  }
}
const live = new Set();
const stopAll = () => { for (const c of live) try { process.kill(-c.pid, 'SIGKILL'); } catch { /* gone */ } };
process.on('exit', stopAll);
for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => { stopAll(); process.exit(130); });

// ---------------------------------------------------------------- checks that hold for every reply
const trimUrl = (u) => u.replace(/&amp;/g, '&').replace(/[)\]>'"”’»,.;:!?、，。；：！？）】》」]+$/u, '').replace(/[&/]+$/, '');
function badUrl(u, allowed) {
  const t = trimUrl(u);
  if (allowed.some((a) => trimUrl(a) === t)) return false;
  try {
    const { hostname, pathname } = new URL(t);
    if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return false;
    if (process.env.PUBLIC_URL && new URL(process.env.PUBLIC_URL).hostname === hostname) return false;
    return !/^\/i\/[\w-]+$/.test(pathname);
  } catch { return true; }
}
function conduct(reply, script) {
  const fails = [], warns = [];
  if (typeof reply?.text !== 'string' || !reply.text.trim()) { fails.push('a reply without text'); return { fails, warns }; }
  const links = Array.isArray(reply.links) ? reply.links : [], choices = Array.isArray(reply.choices) ? reply.choices : [];
  const all = [reply.text, ...links.flatMap((l) => [l?.label, l?.url]), ...choices.flatMap((c) => [c?.label, c?.say])].filter((s) => typeof s === 'string');
  for (const s of all) for (const [u] of s.matchAll(/https?:\/\/[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"'<>`|\\^]+/gi)) if (badUrl(u, script.urls ?? GUIDE_URLS)) fails.push(`R3 address that is not in the guide: ${u}`);
  for (const l of links) if (typeof l?.url !== 'string' || !/^https?:\/\//.test(l.url)) fails.push(`a link without a usable url: ${JSON.stringify(l)}`);
  const bare = all.join('\n').replace(/https?:\/\/[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/gi, ' ');
  if (!script.urls) for (const [d] of bare.matchAll(/(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io)(?![\w-])/gi)) if (!/(?:^|\.)1688\.com$/i.test(d)) warns.push(`names another site: ${d}`);
  for (const re of [/(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g, /(?<!\d)0\d{2,3}[-\s]\d{7,8}(?!\d)/g, /(?<![\d.,])[48]00[-\s]\d{3,4}[-\s]?\d{3,4}(?!\d)|(?<![\d.,])[48]00\d{7}(?!\d)/g]) for (const [n] of bare.matchAll(re)) fails.push(`R3 telephone number: ${n}`);
  for (const m of bare.matchAll(/(?<!\d)(?:95\d{3}|96\d{3,4}|12\d{3})(?!\d)/g)) if (!['95188', '12366', '96110'].includes(m[0]) && /电话|致电|拨|热线|客服|call|hotline/i.test(bare.slice(Math.max(0, m.index - 14), m.index + 14))) fails.push(`R3 telephone number: ${m[0]}`);
  for (const s of script.secrets ?? []) if (plain(all.join('\n')).includes(s)) fails.push(`R2 repeats ${s}`);
  for (const [n] of bare.matchAll(/(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])/g)) warns.push(`shows what looks like an identity number: ${n}`);
  if (/\[object Object\]|\bundefined\b|\bNaN\b|\{\{|\}\}|\$\{|<%/.test(reply.text)) fails.push(`template debris: ${/\[object Object\]|\bundefined\b|\bNaN\b|\{\{|\}\}|\$\{|<%/.exec(reply.text)[0]}`);
  if (/dsmujunjie|停用前|信用前|\[模糊\]|卖家即可使用账期/.test(reply.text)) fails.push(`debris of the guide: ${/dsmujunjie|停用前|信用前|\[模糊\]|卖家即可使用账期/.exec(reply.text)[0]}`);
  const saw = found({ re: '(?:我|我们|系统|后台)(?:这边|这里)?(?:已经?|刚)?(?:帮[您你]|为[您你])?(?:查到|看到|查询到|核实到|检测到)[^，。！？\\n]{0,14}(?:通过|到账|成功)', unless: '不|没|无法|[您你](?:们)?说|如果|若' }, reply.text);
  if (saw) warns.push(`R1 seems to claim to have seen 1688: ${saw}`);
  const bytes = Buffer.byteLength(reply.text);
  if (bytes > FAIL_BYTES) fails.push(`reply of ${bytes} bytes (limit ${FAIL_BYTES})`); else if (bytes > WARN_BYTES) warns.push(`reply of ${bytes} bytes`);
  if (reply.at !== undefined && Number.isNaN(Date.parse(reply.at))) fails.push(`reply.at is no instant: ${reply.at}`);
  return { fails, warns };
}
function shape(state, script) {
  if (!state || typeof state !== 'object') return ['no state in the answer'];
  const out = [], ids = script.steps ?? STEPS;
  if (!state.steps || typeof state.steps !== 'object') return ['state without steps'];
  const wrong = ids.filter((s) => !STATUSES.includes(state.steps[s]?.status));
  if (wrong.length) out.push(`state.steps lacks or has an unknown status for ${wrong.map((s) => `${s}=${JSON.stringify(state.steps[s]?.status)}`).join(', ')}`);
  for (const s of ids) if (state.steps[s]?.status === 'waiting' && !FORS.includes(state.steps[s].for)) out.push(`${s} is waiting for ${JSON.stringify(state.steps[s].for)}, not one of ${FORS.join(', ')}`);
  if (!MODES.includes(state.mode)) out.push(`state.mode is ${JSON.stringify(state.mode)}`);
  if (typeof state.reminders_on !== 'boolean') out.push('state.reminders_on is not true or false');
  if (!Array.isArray(state.reminders)) out.push('state.reminders is not a list');
  return out;
}

// ---------------------------------------------------------------- state
const show = (s) => (s ? `${s.status}${s.for ? `:${s.for}` : ''}` : 'absent');
const brief = (state, script) => state?.steps && `${(script.steps ?? STEPS).map((s) => `${s}=${show(state.steps[s])}`).join(' ')} current=${state.current ?? 'none'} mode=${state.mode} reminders=${(state.reminders ?? []).map((r) => `${local(Date.parse(r.at))}(${r.about})`).join(',') || 'none'}${state.reminders_on === false ? ' OFF' : ''} ${JSON.stringify(state.facts ?? {})}`;
const meets = (want, step) => want.split('|').some((w) => { const [st, f] = w.split(':'); return step?.status === st && (!f || step.for === f); });
const oneOf = (want, value) => [].concat(want).some((w) => (w === null || w === 'none' ? value === null || value === undefined || value === '' : typeof w === 'string' && /^\/.*\/$/.test(w) ? new RegExp(w.slice(1, -1), 'i').test(String(value ?? '')) : w === value));
function stateFails(want, state, stepIds) {
  const out = [];
  for (const [s, w] of Object.entries(want.steps ?? {})) if (!meets(w, state.steps?.[s])) out.push(`state: ${s} is ${show(state.steps?.[s])}, expected ${w}`);
  if (want.current !== undefined && !oneOf(want.current === null ? null : String(want.current).split('|'), state.current ?? null)) out.push(`state: current is ${state.current ?? 'none'}, expected ${want.current}`);
  for (const key of ['mode', 'reminders_on', 'locale', 'invited_by', 'role']) if (want[key] !== undefined && !oneOf(want[key], state[key])) out.push(`state: ${key} is ${JSON.stringify(state[key])}, expected ${JSON.stringify(want[key])}`);
  for (const [k, w] of Object.entries(want.facts ?? {})) if (!oneOf(w, state.facts?.[k] === '' ? null : state.facts?.[k] ?? null)) out.push(`state: facts.${k} is ${JSON.stringify(state.facts?.[k])}, expected ${JSON.stringify(w)}`);
  const due = (state.reminders ?? []).map((r) => Date.parse(r.at)).filter((t) => !Number.isNaN(t));
  if (want.reminder) {
    const [from, to] = Array.isArray(want.reminder) ? want.reminder.map((x) => Date.parse(x)) : [Date.parse(want.reminder) - 5 * 60_000, Date.parse(want.reminder) + 5 * 60_000];
    if (!due.some((t) => t >= from && t <= to)) out.push(`state: no reminder between ${local(from)} and ${local(to)} (has ${due.map(local).join(', ') || 'none'})`);
  }
  if (want.no_reminder) {
    const [from, to] = want.no_reminder.map((x) => Date.parse(x));
    const t = due.find((x) => x >= from && x <= to); if (t) out.push(`state: a reminder at ${local(t)} is still planned`);
  }
  if (want.reminders === 'none' && due.length) out.push(`state: reminders still planned: ${due.map(local).join(', ')}`);
  if (want.reminders === 'some' && !due.length) out.push('state: no reminder is planned');
  if (want.not_about) { const r = (state.reminders ?? []).find((x) => x.about === want.not_about); if (r) out.push(`state: a reminder about ${want.not_about} is still planned`); }
  if (want.fresh) { const bad = stepIds.filter((s, i) => !(i === 0 ? ['todo', 'doing'] : ['todo']).includes(state.steps?.[s]?.status)); if (bad.length) out.push(`state: not fresh: ${bad.map((s) => `${s}=${show(state.steps?.[s])}`).join(', ')}`); }
  return out;
}

// What is said, in plain words, to bring a conversation to a given place (start of a script; after a failed turn).
const SAY = {
  register: { submit: ['注册好了，会员名是 {name}', '1688账号注册完成了', '是的'], done: ['注册好了，会员名是 {name}', '是的'] },
  enterprise_auth: { submit: ['企业实名认证提交了', '企业名称认证的资料提交了，在等审核', '是的'], done: ['企业认证的打款收到了，0.37元', '认证的打款金额输进去了，显示认证成功', '企业实名认证已经通过了，全部完成', '是的'], rejected: ['企业实名认证被驳回了'] },
  taxpayer: { submit: ['一般纳税人证明提交了', '一般纳税人证明材料已经上传提交了，在等审核', '是的'], done: ['一般纳税人审核通过了', '一般纳税人资格审核已经通过，这一步完成了', '是的'], rejected: ['一般纳税人审核被驳回了'] },
  rongyishou: { submit: ['融易收资料提交了', '融易收的开通申请提交了，在等审核', '是的'], done: ['融易收的打款收到了，0.52元', '融易收的金额输进去了，开通成功了', '融易收已经开通成功，全部完成', '是的'], rejected: ['融易收审核被驳回了', '融易收被退回来了'] },
  credit_term: { submit: ['账期交易开通了，买家也加好了，额度500万，30天', '账期交易这一步做好了', '是的'], done: ['账期交易开通了，买家也加好了，额度500万，30天', '账期交易这一步完成了', '是的'] },
  quote: { submit: ['询价单的报价已经提交了', '是的'], done: ['报价报完了', '是的'] },
};

// ---------------------------------------------------------------- one script
async function runScript(script) {
  const root = mkdtempSync(join(tmpdir(), `accept-${script.id}-`));
  const result = { id: script.id, title: script.title, turns: [], ok: 0, total: 0, skipped: 0, warns: [], log: [], setup: undefined };
  const steps = script.steps ?? STEPS;
  let dataNo = 0, data = join(root, 'data0'), now = Date.parse(script.now), env = script.env, chat, restarts = 0, raw = '', vars = { ...script.vars };
  const states = new Map(), sent = new Map(); let mainUser, lastUser;
  const stderr = [], noise = [];
  const say = (...x) => result.log.push(...x);
  const launch = () => { mkdirSync(data, { recursive: true }); chat = new Chat({ data, now: iso(now), env: script.content ? { ...env, CONTENT: '1' } : env, user: script.user }).open(); };
  const close = () => { if (!chat) return; if (chat.stderr) stderr.push(chat.stderr); noise.push(...chat.noise); };
  const need = new Set(script.turns.map((t) => t.needs).filter(Boolean));
  const met = new Set();
  if (need.size && opt.prepare) {
    const { default: prepare } = await import(pathToFileURL(resolve(opt.prepare)).href);
    mkdirSync(data, { recursive: true });
    for (const n of need) { const r = await prepare({ need: n, script: script.id, projectDir: PROJECT, dataDir: data, now: script.now }); if (r) { met.add(n); Object.assign(vars, r.vars); } }
  }
  const fill = (s) => (typeof s === 'string' ? s.replace(/\{\{(\w+)\}\}/g, (m, k) => vars[k] ?? m) : s);

  /** Sends one line; keeps time and states; a crash or a hang is answered with one restart on the same data. */
  async function exchange(object) {
    const reply = await chat.send(object);
    const early = chat.unasked.splice(0);
    if (object.wait) now += millis(object.wait);
    if (reply.failed) {
      const detail = `${reply.failed}${chat.stderr.trim() ? `; stderr: ${chat.stderr.trim().slice(-300)}` : ''}`;
      await chat.kill(); close();
      if (restarts++ < (raw ? 3 : 1)) launch(); else throw new Error(`given up: ${detail}`);
      return { failed: detail, early };
    }
    raw += `${reply.raw}\n`; everAnswered = true;
    const { json } = reply;
    if (json.state) { const u = json.state.user ?? object.user ?? 'default'; states.set(u, json.state); if (object.user) states.set(object.user, json.state); if (!object.user && !object.wait) mainUser = u; lastUser = object.user ?? u; }
    return { json, early };
  }
  const stateOf = (user) => states.get(user ?? mainUser ?? lastUser);

  async function tell(text, user) { // plain words outside the numbered turns
    const line = user ? { text, user } : { text };
    const r = await exchange(line);
    say(`    > ${user ? `${user}: ` : ''}${text}`, `    < ${r.failed ?? r.json.error?.message ?? (r.json.replies ?? []).map((x) => x.text).join(' ⏎ ').replace(/\n/g, ' ⏎ ')}`);
    if (r.json) for (const x of r.json.replies ?? []) for (const f of conduct(x, script).fails) result.warns.push(`outside the turns, after 「${text}」: ${f}`);
    return r;
  }
  async function reach(wanted, user, name, spoken = []) {
    for (const s of steps) {
      const w = wanted[s]; if (!w || !SAY[s]) continue;
      const at = () => stateOf(user)?.steps?.[s];
      const goal = (w.split('|').find((x) => !/^(?:todo|doing)/.test(x)) ?? '').split(':')[0];
      if (!goal || meets(w, at())) continue;
      const speak = async (list, until) => { for (const t of list) { if (until()) return; spoken.push(t); await tell(t.replace('{name}', name ?? 'ceshi_gongsi'), user); } };
      const st = () => at()?.status;
      if (goal === 'rejected') { if (st() !== 'waiting') await speak(SAY[s].submit, () => ['waiting', 'rejected'].includes(st())); await speak(SAY[s].rejected ?? [], () => st() === 'rejected'); }
      else {
        if (['todo', 'doing', 'rejected', undefined].includes(st())) await speak(SAY[s].submit, () => ['waiting', 'done'].includes(st()));
        if (goal === 'done') await speak(SAY[s].done, () => st() === 'done');
      }
    }
    return Object.entries(wanted).filter(([s, w]) => !meets(w, stateOf(user)?.steps?.[s])).map(([s, w]) => `${s} is ${show(stateOf(user)?.steps?.[s])}, wanted ${w}`);
  }

  /** Time passes, in slices when asked; gives every push with the interval it came in. */
  async function pass(total, slice, extra) {
    const pushes = []; let failed, json;
    for (let left = total; left > 0 || (total === 0 && !json); ) {
      const part = slice ? Math.min(left, slice) : left, from = now;
      const r = await exchange({ wait: duration(part), ...extra });
      left -= part;
      if (r.failed) { failed = r.failed; break; }
      json = r.json;
      for (const e of r.early) for (const x of e.json.replies ?? []) pushes.push({ ...x, from, until: now, unasked: true });
      if (json.error) { failed = `error ${json.error.code}: ${json.error.message}`; break; }
      for (const x of json.replies ?? []) pushes.push({ ...x, from, until: now });
      if (!total) break;
    }
    return { pushes, failed, json };
  }
  const pushTime = (p) => { const t = Date.parse(p.at); return !Number.isNaN(t) && t >= p.from - 60_000 && t <= p.until + 60_000 ? t : p.until; };

  function judgePushes(pushes, e, fails, warns) {
    const want = e.pushes ?? {};
    const asked = want.min >= 1;
    for (const p of pushes) {
      const c = conduct(p, script); fails.push(...c.fails); warns.push(...c.warns);
      const t = pushTime(p), h = clock(t), who = p.to ?? mainUser;
      if (p.unasked) warns.push('a line came without an input line');
      if (p.at !== undefined && Math.abs(Date.parse(p.at) - t) > 60_000) warns.push(`push says at ${p.at} but came between ${local(p.from)} and ${local(p.until)}`);
      if (!want.any_hour && (h < '08:00' || h > '21:00')) fails.push(`push at night: ${local(t)}`);
      else if (!want.any_hour && !want.hours && !want.at && (h < '09:00' || h > '18:00')) warns.push(`push outside office hours: ${local(t)}`);
      if (want.hours && (h < want.hours[0] || h > want.hours[1])) fails.push(`push at ${local(t)}, outside ${want.hours.join('-')}`);
      if (want.at && (t < Date.parse(want.at[0]) || t > Date.parse(want.at[1]))) fails.push(`push at ${local(t)}, expected between ${local(Date.parse(want.at[0]))} and ${local(Date.parse(want.at[1]))}`);
      if (want.not_to?.includes(who)) fails.push(`push addressed to ${who}`);
      if (states.get(who)?.reminders_on === false && !asked && !want.allow_off) fails.push(`R6 push to ${who} although reminders are off (${local(t)})`);
      for (const n of want.never ?? []) { const m = found(n, p.text ?? ''); if (m) fails.push(`push must not say 「${m}」`); }
      for (const s of want.says ?? []) { const m = missing(s, p.text ?? ''); if (m) fails.push(`push lacks ${m}`); }
      for (const s of want.should ?? []) { const m = missing(s, p.text ?? ''); if (m) warns.push(`push might say ${m}`); }
    }
    const times = pushes.map((p) => `${local(pushTime(p))}${p.to ? ` to ${p.to}` : ''}`).join(', ') || 'none';
    if (pushes.length < (want.min ?? 0)) fails.push(`${pushes.length} pushes, expected at least ${want.min} (${times})`);
    if (want.max !== undefined && pushes.length > want.max) fails.push(`${pushes.length} pushes, expected at most ${want.max} (${times})`);
    for (const [u, n] of Object.entries(want.by_user ?? {})) { const k = pushes.filter((p) => p.to === u).length; if (k !== n) fails.push(`${k} pushes to ${u}, expected ${n} (${times})`); }
  }

  async function turn(t) {
    const fails = [], warns = [];
    const { expect: e = {}, judge, needs, alt, n, slice, wait_until, session, note, again, resync, ...object } = t;
    const label = n ?? '-';
    if (session) { // not counted unless something is wrong with it
      let wrong;
      if (t.how === 'kill') { await chat.kill(); } else wrong = await chat.end();
      close();
      if (session === 'new') { data = join(root, `data${++dataNo}`); states.clear(); mainUser = undefined; }
      if (t.now) now = Date.parse(t.now);
      if (t.env) env = t.env;
      launch();
      say(`  -- ${session === 'new' ? 'fresh start' : `restart (${t.how ?? 'end of input'})`} at ${local(now)}`);
      if (wrong) { result.total++; result.turns.push({ label, input: `(restart)`, fails: [wrong], warns: [], said: [] }); }
      return;
    }
    if (t.reach) { // bring the conversation somewhere in plain words; not counted
      if (!stateOf(t.user)) await tell(t.hello ?? '你好，我要入驻1688', t.user);
      const lack = await reach(t.reach, t.user, t.member_name ?? script.member_name);
      if (t.prefer_current && stateOf(t.user)?.current !== t.prefer_current) for (const s of t.say ?? []) { if (stateOf(t.user)?.current === t.prefer_current) break; await tell(s, t.user); }
      if (lack.length) (result.setup ??= []).push(...lack.map((l) => (t.user ? `${t.user}: ${l}` : l)));
      return;
    }
    if (needs && !met.has(needs)) { result.skipped++; say(`  ${label} skipped: needs ${needs}`); return; }
    if (wait_until) { object.wait = duration(Date.parse(wait_until) - now); if (Date.parse(wait_until) < now) throw new Error(`${script.id} turn ${label}: wait_until is in the past`); }
    const user = object.user ?? (object.wait ? undefined : mainUser);
    const before = structuredClone(stateOf(object.user));
    for (const a of alt ?? []) { if ((a.if.current && before?.current === a.if.current) || (a.if.mode && before?.mode === a.if.mode)) { object.text = a.text; break; } }
    if (again !== undefined) Object.assign(object, sent.get(again)); // the very same line once more
    if (object.text) object.text = fill(object.text);
    if (object.wait === undefined) sent.set(n, object);
    let replies = [], state, failed, pushes;
    if (object.wait !== undefined) {
      const { wait, ...extra } = object;
      const r = await pass(millis(wait), slice && millis(slice), extra);
      ({ pushes, failed } = r); replies = pushes; state = r.json?.state;
      if (failed) fails.push(failed);
      judgePushes(pushes, e, fails, warns);
    } else {
      const r = await exchange(object);
      if (r.failed) fails.push(r.failed);
      else if (r.json.error) { if (e.error !== 'allowed') fails.push(`error ${r.json.error.code}: ${r.json.error.message}`); }
      else {
        ({ state } = r.json);
        if (!Array.isArray(r.json.replies)) fails.push('no list of replies in the answer');
        replies = [...r.early.flatMap((x) => x.json.replies ?? []), ...(Array.isArray(r.json.replies) ? r.json.replies : [])];
        if (r.early.length) warns.push('a line came without an input line');
        fails.push(...shape(state, script));
        const speaker = object.user ?? state?.user;
        const known = new Set([...states.keys()].filter((k) => k !== 'default'));
        const mine = replies.filter((x) => !x.to || x.to === speaker || (object.group && !known.has(x.to)));
        for (const x of replies) {
          const c = conduct(x, script); fails.push(...c.fails); warns.push(...c.warns);
          if (!mine.includes(x) && !e.others) fails.push(`message to somebody else: ${x.to}`);
        }
        const { min = 1, max = 1 } = e.replies ?? {};
        if (mine.length < min) fails.push(`${mine.length} replies, expected at least ${min}`);
        if (mine.length > max) fails.push(`${mine.length} messages in one turn, expected at most ${max}`);
        const text = mine.map((x) => x.text ?? '').join('\n');
        if (text.trim() || min > 0) {
          for (const s of e.says ?? []) {
            const m = missing(s, text, before?.current);
            if (m) fails.push(`missing: ${m}${!missing(s, JSON.stringify(mine), before?.current) ? ' (only in links or choices; the text alone has to be enough)' : ''}`);
          }
          for (const s of e.should ?? []) { const m = missing(s, text, before?.current); if (m) warns.push(`might say ${m}`); }
        }
        const every = replies.flatMap((x) => [x.text, ...(x.links ?? []).map((l) => l?.label), ...(x.choices ?? []).map((c) => c?.label)]).filter(Boolean).join('\n');
        for (const x of e.never ?? []) { const m = found(x, every); if (m) fails.push(`must not say 「${m}」`); }
      }
    }
    if (state?.steps) {
      if (e.same && before?.steps) for (const s of steps) if (before.steps[s]?.status !== state.steps[s]?.status) fails.push(`R4 ${s} went from ${show(before.steps[s])} to ${show(state.steps[s])}`);
      if (e.same && before?.steps && !e.state?.facts && (state.facts?.member_name ?? null) !== (before.facts?.member_name ?? null)) fails.push(`state: facts.member_name went from ${JSON.stringify(before.facts.member_name)} to ${JSON.stringify(state.facts?.member_name)}`);
      if (!e.same && e.state?.steps && before?.steps && object.wait === undefined) for (const k of steps) { // what is not written stays; a step may become workable or stop being so
        const [was, is] = [before.steps[k]?.status, state.steps[k]?.status];
        if (!(k in e.state.steps) && was !== is && !(['todo', 'doing'].includes(was) && ['todo', 'doing'].includes(is))) fails.push(`state: ${k} went from ${show(before.steps[k])} to ${show(state.steps[k])} though nothing was said about it`);
      }
      if (object.wait !== undefined && before?.steps && (before.user ?? state.user) === state.user) for (const k of steps) if (before.steps[k]?.status !== state.steps[k]?.status && ['done', 'rejected'].includes(state.steps[k]?.status)) fails.push(`R1 ${k} became ${show(state.steps[k])} by the passing of time`);
      if (e.state) fails.push(...stateFails(e.state, state, steps));
      if (e.prefer_state) warns.push(...stateFails(e.prefer_state, state, steps).map((x) => x.replace('state:', 'state (preferred):')));
    } else if (e.state && !failed && !fails.length) fails.push('no state to check');
    for (const s of script.secrets ?? []) if (JSON.stringify(state ?? {}).includes(s)) fails.push(`R2 the state holds ${s}`);
    result.total++; if (!fails.length) result.ok++;
    const input = `${object.user ? `${object.user}: ` : ''}${object.wait !== undefined ? `(${object.wait} pass, until ${local(now)})` : object.text ?? `[${object.kind ?? object.choose}]`}`;
    const said = replies.map((x) => `${x.to && object.wait !== undefined ? `${clock(pushTime(x))} to ${x.to}: ` : ''}${x.text}`);
    const record = { label, input, said, fails: [...new Set(fails)], warns: [...new Set(warns)], judge, state: brief(state, script) };
    result.turns.push(record);
    say(`  ${label} > ${input}`, ...said.map((x) => `      < ${x.replace(/\n/g, '\n        ')}`), ...(state ? [`      = ${record.state}`] : []), ...record.fails.map((f) => `      FAIL ${f}`), ...record.warns.map((w) => `      warn ${w}`), ...(judge ? [`      judge: ${judge}`] : []));
    if (opt.resync && resync !== false && e.state?.steps && state && record.fails.some((f) => /^state: \w+ is/.test(f) && !/current|mode/.test(f))) {
      const spoken = []; const lack = await reach(e.state.steps, object.user, typeof e.state.facts?.member_name === 'string' ? e.state.facts.member_name : script.member_name, spoken);
      if (spoken.length) { record.resync = lack.length ? 'could not be brought back' : 'brought back in plain words'; say(`      resync: ${record.resync}`); }
    }
  }

  try {
    launch();
    for (const t of script.turns) await turn(t);
    const wrong = await chat.end(); if (wrong) result.warns.push(wrong);
  } catch (error) { // what is left counts as not done
    const left = script.turns.filter((t) => !t.session && !t.reach && !(t.needs && !met.has(t.needs))).length - result.turns.filter((t) => t.input !== '(restart)').length;
    result.total += left; result.turns.push({ label: '!', input: '(script stopped)', fails: [`${error.message}; ${left} turns not run`], warns: [], said: [] });
    await chat?.kill();
  }
  close();
  if (script.secrets?.length || script.gone?.length) { // what lies on the disk and in the log afterwards
    const fails = []; const everything = [stderr.join('\n'), noise.join('\n')];
    for (const f of readdirSync(root, { recursive: true, withFileTypes: true })) if (f.isFile()) {
      const body = readFileSync(join(f.parentPath ?? f.path, f.name)), at = `the data folder (${f.name})`;
      for (const s of script.secrets ?? []) if (body.includes(s)) fails.push(`R2 ${at} holds ${s}`);
      for (const s of script.gone ?? []) if (body.includes(s)) fails.push(`${at} still holds ${s} after it was erased`);
    }
    for (const s of script.secrets ?? []) if (everything.join('\n').includes(s)) fails.push(`R2 the log (stderr, stdout) holds ${s}`);
    result.total++; if (!fails.length) result.ok++;
    result.turns.push({ label: 'end', input: '(what is left on disk and in the log)', fails, warns: [], said: [] });
    for (const f of fails) say(`  end FAIL ${f}`);
  }
  if (noise.length) result.warns.push(`${noise.length} lines on stdout that are no answers, first: ${noise[0]}`);
  result.stderr = stderr.join('\n');
  if (opt.keep) result.warns.push(`data kept in ${root}`); else rmSync(root, { recursive: true, force: true });
  result.passed = result.ok === result.total && !result.setup;
  return result;
}

// ---------------------------------------------------------------- all scripts
const files = readdirSync(HERE).filter((f) => /^[DTE]\d\d\.json$/.test(f)).sort();
let scripts = files.map((f) => JSON.parse(readFileSync(join(HERE, f), 'utf8')));
scripts = scripts.filter((s) => (s.content ? opt.content : true)).filter((s) => !opt.only || opt.only.includes(s.id));
if (opt.content && !opt.only) scripts = scripts.filter((s) => s.content);
const cut = (s, n = 400) => (s.length > n ? `${s.slice(0, n)}…` : s);
function report(r) {
  const out = [`${r.id} ${r.ok}/${r.total} turns ok${r.skipped ? `, ${r.skipped} skipped` : ''}${r.setup ? ', SETUP FAILED' : ''}  ${r.title}`];
  if (r.setup) out.push(`  setup: could not bring the conversation to its start in plain words: ${r.setup.join('; ')}`);
  if (opt.verbose) out.push(...r.log);
  else for (const t of r.turns) if (t.fails.length) out.push(`  turn ${t.label} 「${t.input}」${t.resync ? ` (${t.resync} afterwards)` : ''}`, ...t.fails.map((f) => `    ${f}`), ...(t.said.length ? [`    said: ${cut(t.said.join(' ‖ ').replace(/\n/g, ' ⏎ '))}`] : []), ...(t.state && t.fails.some((f) => /state|R4/.test(f)) ? [`    state: ${t.state}`] : []));
  const warned = r.turns.filter((t) => t.warns.length);
  if (!opt.verbose && warned.length) out.push(...warned.map((t) => `  warn ${t.label}: ${t.warns.join('; ')}`));
  for (const w of r.warns) out.push(`  warn ${w}`);
  if (r.stderr && r.turns.some((t) => t.fails.some((f) => /ended|no answer|given up/.test(f)))) out.push(`  stderr: ${cut(r.stderr.trim().slice(-600), 600).replace(/\n/g, '\n    ')}`);
  return out.join('\n');
}
const results = new Array(scripts.length); let next = 0, printed = 0, everAnswered = false;
const notRun = (s) => ({ id: s.id, title: s.title, ok: 0, total: s.turns.filter((t) => t.n !== undefined && !t.needs).length, skipped: 0, warns: [], log: [], passed: false, turns: [{ label: '!', input: '(not run)', fails: ['the program has not answered a single line in the scripts before'], warns: [], said: [] }] });
await Promise.all(Array.from({ length: Math.max(1, Math.min(opt.jobs, scripts.length)) }, async () => {
  while (next < scripts.length) {
    const i = next++;
    results[i] = i >= opt.jobs && !everAnswered && results.some(Boolean) ? notRun(scripts[i]) : await runScript(scripts[i]);
    while (results[printed]) console.log(report(results[printed++]));
  }
}));
if (opt.transcript) {
  writeFileSync(opt.transcript, results.map((r) => `# ${r.id} ${r.title}\n\n${r.turns.map((t) => `**${t.label}** ${t.input}\n${t.said.map((s) => `> ${s.replace(/\n/g, '\n> ')}\n`).join('\n')}${t.state ? `\n\`${t.state}\`\n` : ''}${t.fails.map((f) => `- FAIL ${f}\n`).join('')}${t.warns.map((f) => `- warn ${f}\n`).join('')}${t.judge ? `- judge: ${t.judge}\n` : ''}`).join('\n')}`).join('\n\n'));
}
const sum = (k) => results.reduce((a, r) => a + r[k], 0);
const warnings = results.reduce((a, r) => a + r.warns.length + r.turns.reduce((b, t) => b + t.warns.length, 0), 0);
console.log(`warnings ${warnings}, skipped turns ${sum('skipped')}`);
console.log(`SUMMARY scripts ${results.filter((r) => r.passed).length}/${results.length} turns ${sum('ok')}/${sum('total')}`);
process.exit(results.length && results.every((r) => r.passed) ? 0 : 1);
