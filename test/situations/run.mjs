#!/usr/bin/env node
// What a message means because of where the person stands. Black box: `npm run -s chat -- --json --now … --data …`.
//   node run.mjs [PROJECT_DIR] [--rows FILE] [--only S06,S07] [--json] [--verbose] [--jobs N] [--max-minutes M]
// Measured with floors by the test beside it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const argv = process.argv.slice(2);
const flag = (n) => { const i = argv.indexOf(n); if (i < 0) return false; argv.splice(i, 1); return true; };
const option = (n) => { const i = argv.indexOf(n); if (i < 0) return undefined; return argv.splice(i, 2)[1]; };
const opt = { rows: option('--rows') ?? ['rows.jsonl', 'dev.jsonl'].map((f) => join(HERE, f)).find((f) => existsSync(f)), only: option('--only')?.toUpperCase().split(','), jobs: Number(option('--jobs') ?? 2), minutes: Number(option('--max-minutes') ?? 60), json: flag('--json'), verbose: flag('--verbose') };
const bad = argv.find((a) => a.startsWith('--')); if (bad) { console.error(`unknown option ${bad}`); process.exit(2); }
const PROJECT = resolve(argv[0] ?? process.cwd());
const DEADLINE = Date.now() + opt.minutes * 60_000;
const START_MS = 90_000, SILENT_MS = 30_000, RESTARTS = 3;
const STEPS = ['register', 'enterprise_auth', 'taxpayer', 'rongyishou', 'credit_term', 'quote'];
const CLASSES = ['right', 'asked', 'refused', 'missed', 'harmful'];

// ---------------------------------------------------------------- words (as in dialogues/run.mjs)
const TRAD = '註冊認證審營業執號碼會員購採驗帳賬戶開許銀對應當關於個們這裡裏還沒為與時間書發機構稱納稅議請點擊連結鏈網電腦頁寫輸錄額錢戲過問題單報價詢買賣資質檢視訊圖傳實圓儲記憶選擇項標後進來從說話讓給經濟動態無體據庫權責確聯繫絡處陸續費並備齊兩節導覽頭條貨屬則級別總匯編輯刪復簡優務須準隨畫絕樣邊麼幾遲醫講滿貸約專張掃護攔誤錯鎖紙換聽長東隱簽雙區讀聲況該紹試遞飛幫補屆齡滯礎負兒廠萬統週繳誰謝語線綁緊組織論設詞誠課調談諾識譯財貴貼贈車軟較載輔輕轉辦適遠釋鈕銷鍵鐘門閉閱隊險雜離難響順預領願類顧風館馬髮攝驟暫曆歷殘決測漸熱牽獨獲現產監盤穩筆範糾終緩縮績義聞職脫裝覺觀訂託訴國僅億兌內剛劃勞協卻參啟嗎噸團壓夠奪嚴寧將島帶師幣幹廣彙徵恆惡懸戰拋捨擬擴攜敗數斷晝暢樓歡氣沖淨減溝滾潛濃煩爭狀獎環異皺盜睏礙禮種窩競粵繼罰習聰膽臨舊蓋薦虧衝規親計討訓訪詐評詳誇譽變貓販貧賠賺贏跡踐軌轄辭農迴遊運達違遺邏郵鄉醜釘針鈔鏡鑑闆陳際雲靜頻顯飯養餘騙驚骯';
const SIMP = '注册认证审营业执号码会员购采验帐账户开许银对应当关于个们这里里还没为与时间书发机构称纳税议请点击连结链网电脑页写输录额钱戏过问题单报价询买卖资质检视讯图传实圆储记忆选择项标后进来从说话让给经济动态无体据库权责确联系络处陆续费并备齐两节导览头条货属则级别总汇编辑删复简优务须准随画绝样边么几迟医讲满贷约专张扫护拦误错锁纸换听长东隐签双区读声况该绍试递飞帮补届龄滞础负儿厂万统周缴谁谢语线绑紧组织论设词诚课调谈诺識译财贵贴赠车软较载辅轻转办适远释钮销键钟门闭阅队险杂离难响顺预领愿类顾风馆马发摄骤暂历历残决测渐热牵独获现产监盘稳笔范纠终缓缩绩义闻职脱装觉观订托诉国仅亿兑内刚划劳协却参启吗吨团压够夺严宁将岛带师币干广汇征恒恶悬战抛舍拟扩携败数断昼畅楼欢气冲净减沟滚潜浓烦争状奖环异皱盗困碍礼种窝竞粤继罚习聪胆临旧盖荐亏冲规亲计讨训访诈评详夸誉变猫贩贫赔赚赢迹践轨辖辞农回游运达违遗逻邮乡丑钉针钞镜鉴板陈际云静频显饭养余骗惊肮';
const T2S = new Map([...TRAD].map((c, i) => [c, [...SIMP][i]]));
const plain = (s) => [...String(s).normalize('NFKC')].map((c) => T2S.get(c) ?? c).join('').replace(/[*`]/g, '').replace(/帐/g, '账').replace(/[ \t\u00a0]+/g, ' ');
const library = JSON.parse(readFileSync(join(HERE, 'patterns.json'), 'utf8'));
const named = (n) => library[n] ?? (() => { throw new Error(`patterns.json has no "${n}"`); })();
const hits = (source, text) => { const re = new RegExp(source, 'i'); return re.test(text) || re.test(plain(text)); };
function missing(item, text) {
  if (typeof item === 'string') return item.startsWith('@') ? (missing(named(item.slice(1)), text) && `${named(item.slice(1)).means ?? ''} (${item})`) : hits(item, text) ? undefined : `/${item}/`;
  if (item.any) return item.any.some((x) => !missing(x, text)) ? undefined : item.any.map((x) => missing(x, text)).join(' or ');
  if (item.all) { const m = item.all.map((x) => missing(x, text)).filter(Boolean); return m.length ? m.join(' and ') : undefined; }
  if (item.of) { const lack = item.of.map((x) => missing(x, text)).filter(Boolean); return item.of.length - lack.length >= item.min ? undefined : `at least ${item.min} of: ${lack.join(', ')}`; }
  throw new Error(`bad pattern ${JSON.stringify(item)}`);
}
function found(item, text) {
  if (typeof item === 'string') { if (!item.startsWith('@')) return found({ re: item }, text); item = named(item.slice(1)); }
  if (item.any) return item.any.map((x) => found(x, text)).find(Boolean);
  for (const form of [text, plain(text)]) for (const m of form.matchAll(new RegExp(item.re, 'gi'))) {
    const from = Math.max(...['。', '！', '？', '!', '?', '\n', '；', ';'].map((c) => form.lastIndexOf(c, m.index - 1))) + 1;
    const rest = form.slice(m.index + m[0].length);
    const to = m.index + m[0].length + (/[。！？!?\n；;]/.exec(rest)?.index ?? rest.length) + 1;
    if (!item.unless || !new RegExp(item.unless, 'i').test(form.slice(from, to))) return m[0];
  }
  return undefined;
}

// ---------------------------------------------------------------- state
const show = (s) => (s ? `${s.status}${s.for ? `:${s.for}` : ''}` : 'absent');
const brief = (s) => s?.steps && `${STEPS.map((k, i) => `${i + 1}=${show(s.steps[k])}`).join(' ')} mode=${s.mode} locale=${s.locale} name=${s.facts?.member_name ?? '-'} reminders=${(s.reminders ?? []).map((r) => `${new Date(Date.parse(r.at) + 8 * 3600_000).toISOString().slice(5, 16)}${r.about ? `(${r.about})` : ''}`).join(',') || 'none'}${s.reminders_on === false ? ' OFF' : ''}`;
const inList = (want, status) => want.split('|').some((w) => { const [st, f] = w.split(':'); return status?.status === st && (!f || status.for === f); });
const isLike = (want, v) => want === '*' || (/^\/.*\/i?$/.test(want) ? new RegExp(want.replace(/^\/|\/i?$/g, ''), 'i').test(String(v ?? '')) : want.split('|').includes(v));
const name = (s) => (s?.facts?.member_name === '' ? null : s?.facts?.member_name ?? null);
const rkey = (r) => `${Date.parse(r.at)} ${r.about ?? ''}`;
const rset = (s) => new Set((s?.reminders ?? []).map(rkey));
const sameSet = (a, b) => a.size === b.size && [...a].every((x) => b.has(x));
const openness = (x) => (x?.status === 'waiting' && x.for === 'purchaser' ? 'doing' : x?.status);
const loose = (x, y) => { const [a, b] = [openness(x), openness(y)]; return a === b || (['todo', 'doing'].includes(a) && ['todo', 'doing'].includes(b)); }; // a step opens or closes as others move
/** On the way to what was said: half of it is taken (deposit noted though the certification succeeded), nothing is undone. */
const halfway = (k, was, is, want) => /\bdone\b/.test(want) && (['todo', 'doing'].includes(was?.status) ? is?.status === 'waiting' || is?.status === 'doing' : was?.status === 'waiting' && is?.status === 'doing' && ['enterprise_auth', 'rongyishou'].includes(k));

/** What does not hold after, given one expectation: {harm: [changed but must not], lack: [should hold and does not]} */
function judge(e, before, after, text, now) {
  const harm = [], lack = [];
  if (e.fresh) {
    const left = STEPS.filter((k, i) => !(i === 0 ? ['todo', 'doing'] : ['todo']).includes(after.steps[k]?.status));
    if (left.length || name(after)) { const changed = STEPS.some((k) => after.steps[k]?.status !== before.steps[k]?.status) || name(after) !== name(before); (changed ? harm : lack).push(`not emptied: ${left.join(' ')} ${name(after) ?? ''}`); }
    return { harm, lack };
  }
  for (const k of STEPS) {
    const [was, is] = [before.steps[k], after.steps[k]], want = e.steps?.[k];
    if (want) { if (!inList(want, is)) (is?.status === was?.status || loose(is, was) || halfway(k, was, is, want) ? lack : harm).push(`${k} is ${show(is)}, expected ${want}`); }
    else if (e.same ? was?.status !== is?.status : !loose(was, is)) harm.push(`${k} went from ${show(was)} to ${show(is)}`);
  }
  const wantName = e.facts && 'member_name' in e.facts;
  if (wantName) { if (name(after) !== e.facts.member_name) (name(after) === name(before) ? lack : harm).push(`member_name is ${JSON.stringify(name(after))}, expected ${JSON.stringify(e.facts.member_name)}`); }
  else if (name(after) !== name(before)) harm.push(`member_name went from ${JSON.stringify(name(before))} to ${JSON.stringify(name(after))}`);
  if (e.same && !e.other_facts) { const f = (s) => JSON.stringify(Object.entries(s.facts ?? {}).filter(([k]) => k !== 'member_name').sort()); if (f(after) !== f(before)) harm.push(`facts went from ${f(before)} to ${f(after)}`); }
  if (e.mode) { if (!isLike(e.mode, after.mode)) (after.mode === before.mode ? lack : harm).push(`mode is ${after.mode}, expected ${e.mode}`); }
  else if (after.mode !== before.mode && !(after.mode === 'finished' && STEPS.every((k) => after.steps[k]?.status === 'done')) && !(before.mode === 'finished' && after.mode === 'guided' && !e.same)) harm.push(`mode went from ${before.mode} to ${after.mode}`);
  if (e.reminders_on !== undefined) { if (after.reminders_on !== e.reminders_on) (after.reminders_on === before.reminders_on ? lack : harm).push(`reminders_on is ${after.reminders_on}`); }
  else if (after.reminders_on !== before.reminders_on) harm.push(`reminders went ${after.reminders_on ? 'on' : 'off'}`);
  if (e.locale) { if (!isLike(e.locale, after.locale)) (after.locale === before.locale ? lack : harm).push(`locale is ${after.locale}, expected ${e.locale}`); }
  else if (after.locale !== before.locale) harm.push(`locale went from ${before.locale} to ${after.locale}`);
  const r = e.reminder, had = rset(before), has = rset(after), due = (after.reminders ?? []).map((x) => Date.parse(x.at));
  if (r === 'kept') { if (!sameSet(had, has)) harm.push(`reminders went from ${brief({ steps: {}, reminders: before.reminders }).replace(/.*reminders=/, '')} to ${brief({ steps: {}, reminders: after.reminders }).replace(/.*reminders=/, '')}`); }
  else if (r === 'none') { if (due.length) lack.push('reminders are still planned'); }
  else if (r?.gone) { if (due.includes(Date.parse(r.gone)) && after.reminders_on !== false) lack.push(`a reminder at ${r.gone} is still planned`); }
  else if (r?.still) { if (!due.includes(Date.parse(r.still))) (sameSet(had, has) ? lack : harm).push(`the reminder at ${r.still} is gone`); }
  else if (r) { const [a, b] = [Date.parse(r.from), Date.parse(r.to)]; if (!(after.reminders ?? []).some((x) => Date.parse(x.at) >= a && Date.parse(x.at) <= b && !had.has(rkey(x)))) lack.push(`no new reminder between ${r.from.slice(5, 16)} and ${r.to.slice(5, 16)} (has ${due.map((d) => new Date(d + 8 * 3600_000).toISOString().slice(5, 16)).join(', ') || 'none'})`); }
  for (const s of e.says ?? []) { const m = missing(s, text); if (m) lack.push(`does not say ${m}`); }
  for (const s of e.never ?? []) { const m = found(s, text); if (m) lack.push(`says 「${m}」`); }
  return { harm, lack };
}
/** Nothing changed; the language may follow the speaker where the row allows it. */
const unchanged = (b, a, e) => STEPS.every((k) => b.steps[k]?.status === a.steps[k]?.status) && name(a) === name(b) && a.mode === b.mode && a.reminders_on === b.reminders_on && (a.locale === b.locale || (e.any ?? [e]).some((x) => x.locale && isLike(x.locale, a.locale))) && sameSet(rset(b), rset(a));
/** Language-neutral. The reply offers two choices or more, and either its own text lists at least two of them as numbered lines, or its last
 *  paragraph (addresses taken out) holds a question mark: the choices answer that question. */
function asksBack(replies) {
  return replies.some((r) => {
    const choices = (r.choices ?? []).filter((c) => c?.label); if (choices.length < 2) return false;
    const lines = (r.text ?? '').replace(/https?:\/\/[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+/gi, ' ').split('\n').filter((l) => l.trim());
    const numbered = lines.filter((l) => /^\s*(?:\(?\d{1,2}[.)、．:：]|[①-⑨])\s*\S/.test(l));
    return choices.filter((c) => numbered.some((l) => plain(l).includes(plain(c.label)))).length >= 2 || /[?？]/.test(lines.at(-1) ?? '');
  });
}

// ---------------------------------------------------------------- the program under test
const live = new Set();
class Chat {
  constructor(now, data) { this.now = Date.parse(now); this.data = data; this.waiting = []; this.deaths = 0; this.open(); }
  open() {
    const iso = `${new Date(this.now + 8 * 3600_000).toISOString().slice(0, 19)}+08:00`;
    const child = this.child = spawn('npm', ['run', '-s', 'chat', '--', '--json', '--now', iso, '--data', this.data], { cwd: PROJECT, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    live.add(child); let rest = '', first = true; this.stderr = '';
    const watch = () => { clearTimeout(this.timer); if (this.waiting.length) this.timer = setTimeout(() => { this.hung = true; try { process.kill(-child.pid, 'SIGKILL'); } catch { /* gone */ } }, first ? START_MS : SILENT_MS); };
    this.watch = watch;
    child.stdout.setEncoding('utf8').on('data', (d) => {
      const ls = (rest + d).split('\n'); rest = ls.pop();
      for (const l of ls) { let j; try { j = JSON.parse(l); } catch { continue; } if (!j || typeof j !== 'object' || !['replies', 'state', 'error'].some((k) => k in j)) continue; first = false; this.waiting.shift()?.(j); }
      watch();
    });
    child.stderr.setEncoding('utf8').on('data', (d) => { this.stderr = (this.stderr + d).slice(-2000); });
    child.stdin.on('error', () => {});
    child.on('close', () => { live.delete(child); clearTimeout(this.timer); if (child !== this.child) return; this.dead = true; const lost = this.waiting.splice(0); if (!this.ended) this.deaths++; for (const w of lost) w({ died: this.hung ? 'hung' : `ended: ${this.stderr.trim().slice(-200)}` }); this.hung = false; });
  }
  send(line) {
    if (this.dead) { if (this.deaths > RESTARTS || Date.now() > DEADLINE) return Promise.resolve({ died: 'given up' }); this.dead = false; this.open(); }
    return new Promise((done) => { this.waiting.push(done); this.child.stdin.write(`${JSON.stringify(line)}\n`); if (this.waiting.length === 1) this.watch(); });
  }
  end() { this.ended = true; if (this.dead) return Promise.resolve(); return new Promise((done) => { const t = setTimeout(() => { try { process.kill(-this.child.pid, 'SIGKILL'); } catch { /* gone */ } }, 15_000); this.child.on('close', () => { clearTimeout(t); done(); }); this.child.stdin.end(); }); }
}
const stop = () => { for (const c of live) try { process.kill(-c.pid, 'SIGKILL'); } catch { /* gone */ } };
process.on('exit', stop); for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => { stop(); process.exit(130); });
const millis = (s) => { const m = /^PT(?:(\d+)H)?(?:(\d+)M)?$/.exec(s); return ((+m[1] || 0) * 60 + (+m[2] || 0)) * 60_000; };

// ---------------------------------------------------------------- one process: situations with the same clock
const AT_ONCE = 12;
async function pool(list, work) { let i = 0; await Promise.all(Array.from({ length: Math.min(AT_ONCE, list.length) }, async () => { while (i < list.length) await work(list[i++]); })); }
async function runGroup({ now, waits, situations }) {
  const data = mkdtempSync(join(tmpdir(), 'situations-')), chat = new Chat(now, data), results = [];
  const people = situations.flatMap((s) => s.rows.map((row, i) => ({ s, row, user: `${s.id.toLowerCase()}x${String(i + 1).padStart(3, '0')}`, at: 0 })));
  const speak = async (p, line) => { const j = await chat.send({ ...line, user: p.user, ...(p.s.group && { group: `g_${p.user}` }) }); if (j.state?.steps) p.state = j.state; if (j.died) p.died = j.died; return j; };
  const met = (want, st) => st?.steps && Object.entries(want.steps ?? {}).every(([k, w]) => inList(w, st.steps[k])) && (!want.facts || !('member_name' in want.facts) || name(st) === want.facts.member_name) && (want.mode === undefined || st.mode === want.mode) && (want.reminders_on === undefined || st.reminders_on === want.reminders_on) && (want.locale === undefined || isLike(want.locale, st.locale)) && (!want.reminder || (st.reminders ?? []).some((r) => Date.parse(r.at) >= Date.parse(want.reminder.from) && Date.parse(r.at) <= Date.parse(want.reminder.to)));
  for (let part = 0; part <= waits.length; part++) {
    await pool(people, async (p) => {
      for (; p.at < p.s.lines.length; p.at++) {
        const l = p.s.lines[p.at];
        if (l?.wait) break;
        if (typeof l === 'string') await speak(p, { text: l });
        else if (l.say) { for (const t of l.say) { await speak(p, { text: t }); if (!l.until || met(l.until, p.state)) break; } }
        else await speak(p, l);
      }
      p.at++;
    });
    if (part < waits.length) { await chat.send({ wait: waits[part] }); chat.now += millis(waits[part]); }
  }
  if (opt.verbose) console.error(`${situations.map((s) => s.id).join(' ')}: brought there, ${people.length} rows to say`);
  await pool(people, async (p) => {
    const { s, row } = p, base = { id: row.id, s: s.id, text: row.text, tags: row.tags };
    if (p.died) { results.push({ ...base, class: 'missed', why: [`the process ${p.died}`], died: true }); return; }
    if (s.lines.length) { const j = await chat.send({ wait: 'PT0S', user: p.user }); if (j.state?.steps) p.state = j.state; if (!met(s.expect, p.state)) { results.push({ ...base, class: 'unreached', why: [`the situation was not reached: ${brief(p.state)}`] }); return; } }
    const before = s.baseline && !p.state ? s.baseline : p.state;
    const j = await speak(p, { text: row.text });
    if (j.died) { results.push({ ...base, class: 'missed', why: [`the process ${j.died}`], died: true }); return; }
    const after = j.state?.steps ? j.state : before, replies = j.replies ?? [], text = replies.map((r) => r.text ?? '').join('\n');
    const e = row.expect, tries = (e.any ?? [e]).map((x) => judge(x, before, after, text, chat.now));
    const asked = asksBack(replies) && unchanged(before, after, e), refused = j.reading?.intent === 'out_of_scope' && unchanged(before, after, e);
    const best = tries.find((t) => !t.harm.length && !t.lack.length) ?? tries.sort((a, b) => a.harm.length - b.harm.length || a.lack.length - b.lack.length)[0];
    const good = !best.harm.length && !best.lack.length;
    const cls = j.error ? 'missed' : good || (asked && e.ask_ok) ? 'right' : best.harm.length ? 'harmful' : asked ? 'asked' : refused ? 'refused' : 'missed';
    results.push({ ...base, class: cls, ...(cls === 'missed' && !unchanged(before, after, e) && { partly: true }), ...(asked && { asked: true }), intent: j.reading?.intent, why: good ? [] : [...(j.error ? [`error ${j.error.code}`] : []), ...best.harm, ...best.lack], before: brief(before), after: brief(after), reply: text, choices: replies.flatMap((r) => (r.choices ?? []).map((c) => c.label)) });
  });
  const died = chat.deaths; await chat.end(); rmSync(data, { recursive: true, force: true });
  return { results, died };
}

// ---------------------------------------------------------------- all
const rows = readFileSync(opt.rows, 'utf8').split('\n').filter(Boolean).map((l) => JSON.parse(l)).filter((r) => !opt.only || opt.only.includes(r.s));
const situations = JSON.parse(readFileSync(join(HERE, 'situations.json'), 'utf8')).map((s) => ({ ...s, rows: rows.filter((r) => r.s === s.id) })).filter((s) => s.rows.length);
const groups = new Map();
for (const s of situations) {
  const waits = s.lines.filter((l) => l?.wait).map((l) => l.wait), key = JSON.stringify([s.now, waits]);
  if (!groups.has(key)) groups.set(key, { now: s.now, waits, situations: [] });
  groups.get(key).situations.push(s);
}
// Big groups are cut so that all jobs have work to the end.
const work = [...groups.values()].flatMap((g) => { const out = []; let cur; for (const s of g.situations) { if (!cur || cur.situations.reduce((a, x) => a + x.rows.length, 0) + s.rows.length > 420) out.push(cur = { ...g, situations: [] }); cur.situations.push(s); } return out; }).sort((a, b) => b.situations.reduce((x, s) => x + s.rows.length * s.lines.length, 0) - a.situations.reduce((x, s) => x + s.rows.length * s.lines.length, 0));
let next = 0, died = 0; const all = [];
const t0 = Date.now();
await Promise.all(Array.from({ length: Math.max(1, Math.min(opt.jobs, work.length)) }, async () => { while (next < work.length && Date.now() < DEADLINE) { const r = await runGroup(work[next++]); all.push(...r.results); died += r.died; } }));
const order = new Map(rows.map((r, i) => [r.id, i])); all.sort((a, b) => order.get(a.id) - order.get(b.id));
const ran = all.filter((r) => r.class !== 'unreached');
const pct = (n, of) => (of ? `${(100 * n / of).toFixed(1)}%` : '-');
const line = (label, list) => `${label.padEnd(14)} ${String(list.length).padStart(5)}  ${CLASSES.map((c) => `${c} ${pct(list.filter((r) => r.class === c).length, list.length).padStart(6)}`).join('  ')}`;
if (opt.json) for (const r of all) console.log(JSON.stringify(r));
else {
  for (const s of situations) { const mine = ran.filter((r) => r.s === s.id), lost = all.filter((r) => r.s === s.id && r.class === 'unreached'); console.log(line(s.id, mine), ` ${s.title}${lost.length ? `  (${lost.length} rows not reached: ${lost[0].why[0]})` : ''}`); }
  console.log('');
  for (const t of [...new Set(rows.flatMap((r) => r.tags))].sort()) console.log(line(t, ran.filter((r) => r.tags.includes(t))));
  console.log(line('same only', ran.filter((r) => rows[order.get(r.id)].expect.same)), '', 'nothing may change');
  console.log('');
  for (const c of ['harmful', 'missed', 'asked', 'refused']) {
    const list = ran.filter((r) => r.class === c); console.log(`${c} (${list.length})`);
    for (const r of list) { console.log(`  ${r.id} 「${r.text}」 [${r.intent ?? '-'}]${r.partly ? ' partly' : ''} ${r.why.join('; ')}`); if (opt.verbose) console.log(`      < ${(r.reply ?? '').replace(/\n/g, ' ⏎ ').slice(0, 400)}\n      = ${r.before}\n      > ${r.after}`); }
  }
  console.log(`${Math.round((Date.now() - t0) / 1000)} s, processes that died ${died}, rows not reached ${all.length - ran.length}, not run ${rows.length - all.length}`);
}
const share = (c) => pct(ran.filter((r) => r.class === c).length, ran.length);
const summary = `SUMMARY rows ${ran.length} right ${share('right')} asked ${share('asked')} refused ${share('refused')} missed ${share('missed')} harmful ${share('harmful')}`;
(opt.json ? console.error : console.log)(summary);
