import { focusComposer, startComposer } from './composer.js';
import { onOtherTab, transcript } from './data/transcript.js';
import { begin, enter, listen, newId, send, WireProblem } from './data/wire.js';
import { byId } from './elements.js';
import { forgetInvitation, invitationIn } from './invitation.js';
import { Log } from './log.js';
import { showLanguages, startMenu } from './menu.js';
import { showProgress } from './progress.js';
import { fitAboveKeyboard } from './screen.js';
import { speak, word } from './words.js';

/** @import { Choice, Entry, Reply, State, Step } from './data/shapes.js' */

/** Answers that take longer than this show that somebody is typing. */
const NOTICEABLE = 300;

/** @type {readonly Step[]} */
let steps = [];
let online = false;
let unread = 0;

const log = new Log({ choose: (choice) => choose(choice), retry: (key) => retry(key) });

const showStatus = () => {
  const line = online ? 'online' : navigator.onLine ? 'connecting' : 'offline';
  const mode = transcript.state?.mode;
  byId('status', HTMLParagraphElement).dataset.line = line;
  byId('status-text', HTMLSpanElement).textContent = word(
    line === 'online' && (mode === 'human' || mode === 'paused') ? `mode_${mode}` : line,
  );
  byId('banner', HTMLParagraphElement).hidden = online || navigator.onLine;
};

/** @param {State} state */
const adopt = async (state) => {
  transcript.state = state;
  transcript.save();
  if (state.locale !== document.documentElement.lang) await refresh();
  showProgress(state, steps);
  showStatus();
};

/** The language that a newcomer chose where they come from; the address forgets it with the invitation. */
const chosenLanguage = new URLSearchParams(location.search).get('lang') ?? undefined;

/** Asks the server for words, steps and state, and speaks the language they are in. */
const refresh = async () => {
  const beginning = await begin(chosenLanguage);
  const changed = beginning.locale !== document.documentElement.lang || steps.length === 0;
  steps = beginning.steps;
  speak(beginning.words, beginning.locale);
  showLanguages(say);
  if (beginning.state !== null) {
    transcript.state = beginning.state;
    showProgress(beginning.state, steps);
  }
  if (changed) log.showAll(transcript.entries);
  showStatus();
  return beginning;
};

/** @param {Entry} entry */
const add = (entry) => {
  transcript.entries.push(entry);
  transcript.save();
  log.add(transcript.entries);
};

/**
 * @param {Reply} reply
 * @param {number | undefined} number
 */
const addReply = (reply, number) => {
  if (number !== undefined) {
    if (transcript.numbers.includes(number)) return;
    transcript.numbers.push(number);
  }
  const { text, links, choices } = reply;
  add({
    // The same in every tab, so that two which hear of it at the same moment keep it once.
    key: number === undefined ? newId() : `message-${number}`,
    from: 'assistant',
    text,
    links,
    choices,
    at: Date.parse(reply.at),
    ...(number === undefined ? {} : { number }),
  });
  if (document.visibilityState === 'hidden') {
    unread += 1;
    document.title = `(${unread}) ${word('name')} · ${word('tagline')}`;
  }
};

/**
 * @param {string} key
 * @param {Partial<Entry>} change
 */
const change = (key, change) => {
  const entry = transcript.entries.find((candidate) => candidate.key === key);
  if (entry === undefined) return;
  Object.assign(entry, change);
  transcript.save();
  log.update(transcript.entries, key);
};

/** One message after the other, so that they arrive in the order they were written. */
let outgoing = Promise.resolve();

/** @param {string} key */
const deliver = (key) => {
  outgoing = outgoing.then(async () => {
    const entry = transcript.entries.find((candidate) => candidate.key === key);
    if (entry === undefined || entry.status !== 'sending') return;
    const typing = setTimeout(() => log.typing(true), NOTICEABLE);
    try {
      const answer = await send(entry.say ?? entry.text, key);
      change(key, { status: 'sent' });
      await adopt(answer.state).catch(() => undefined);
      log.typing(false);
      answer.replies.forEach((reply, index) => {
        addReply(reply, answer.numbers[index]);
      });
    } catch (problem) {
      change(key, { status: 'failed', problem: problem instanceof WireProblem ? problem.kind : 'network' });
    } finally {
      clearTimeout(typing);
      log.typing(false);
    }
  });
};

/**
 * @param {string} text
 * @param {string} [label] what is shown instead
 */
const say = (text, label) => {
  const key = newId();
  add({
    key,
    from: 'person',
    text: label ?? text,
    at: Date.now(),
    status: 'sending',
    ...(label === undefined ? {} : { say: text }),
  });
  deliver(key);
};

/** @param {Choice} choice */
const choose = (choice) => {
  say(choice.say, choice.label);
  if (!focusComposer()) log.focus();
};

/** @param {string} key */
const retry = (key) => {
  change(key, { status: 'sending' });
  deliver(key);
  if (!focusComposer()) log.focus();
};

/** What only the network or the server has held up goes out by itself. */
const retryHeldUp = () => {
  for (const { key, status, problem } of [...transcript.entries]) {
    if (status !== 'failed' || (problem !== 'network' && problem !== 'not_saved')) continue;
    change(key, { status: 'sending' });
    deliver(key);
  }
};

/** Tries of one load of the page are one entry. */
const entryId = newId();

/** Opens the conversation on a page with nothing on it, or on one that was opened by an invitation: the assistant speaks first. */
const greet = async () => {
  const code = invitationIn(location);
  if (transcript.entries.length > 0 && code === undefined) return;
  const answer = await enter(entryId, document.documentElement.lang, code);
  if (code !== undefined) forgetInvitation();
  if (transcript.user !== answer.state.user) transcript.beginFor(answer.state.user);
  await adopt(answer.state);
  answer.replies.forEach((reply, index) => {
    addReply(reply, answer.numbers[index]);
  });
  if (answer.replies.length === 0) log.showAll(transcript.entries);
};

/** Several pages opened at once greet once, where the browser can make them wait for each other. */
const greetAlone = async () => {
  if (navigator.locks === undefined) return greet();
  await navigator.locks.request('ruzhu-greet', async () => {
    transcript.reload();
    if (transcript.entries.length > 0) log.showAll(transcript.entries);
    await greet();
  });
};

const start = async () => {
  const beginning = await refresh();
  const user = beginning.state?.user ?? '';
  if (user !== transcript.user) transcript.beginFor(user);
  // What was on its way when the page was left is sent again under its id, which is answered once.
  for (const entry of transcript.entries) {
    if (entry.status === 'sending') Object.assign(entry, { status: 'failed', problem: 'network' });
  }
  transcript.state = beginning.state;
  log.showAll(transcript.entries);
  startComposer(beginning.maximumCharacters, say);
  startMenu(() => {
    transcript.clear();
    log.showAll(transcript.entries);
  });
  await greetAlone().catch(() => undefined);
  listen({
    have: () => transcript.numbers,
    message: (reply, number) => {
      addReply(reply, number);
      void refresh().catch(() => undefined);
    },
    line: (up) => {
      const returned = up && !online;
      online = up;
      showStatus();
      if (!returned) return;
      retryHeldUp();
      if (invitationIn(location) !== undefined) void greetAlone().catch(() => undefined);
    },
  });
};

const startWhenPossible = async () => {
  for (let pause = 1_000; ; pause = Math.min(30_000, pause * 2)) {
    try {
      return await start();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
};

fitAboveKeyboard();
onOtherTab(() => {
  log.showAll(transcript.entries);
  if (transcript.state !== null && steps.length > 0) showProgress(transcript.state, steps);
});
addEventListener('offline', showStatus);
addEventListener('online', showStatus);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible' || unread === 0) return;
  unread = 0;
  document.title = `${word('name')} · ${word('tagline')}`;
});
void startWhenPossible();
