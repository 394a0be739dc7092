import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Channel } from './channels/channel.ts';
import { realSleep } from './channels/sleep.ts';
import { webChat } from './channels/web/index.ts';
import { invitationRoom } from './channels/web/invitation/index.ts';
import { waysBy } from './channels/web/invitation/ways.ts';
import { createDesk } from './desk/desk.ts';
import { filesRoom } from './desk/pages/files.ts';
import { deskRoom } from './desk/pages/index.ts';
import { createEngine } from './engine/engine.ts';
import { createMetrics } from './engine/metrics.ts';
import { openMonth } from './engine/month.ts';
import { SHARED_PAUSE, startTicking } from './engine/tick.ts';
import { httpServer } from './http/server.ts';
import { aloneWith } from './parts/alone.ts';
import { calendarWarning, watchCalendar } from './parts/calendar-coverage.ts';
import { channelRights, rightTo } from './parts/channel-rights.ts';
import { useContent } from './parts/content-in-use.ts';
import { type DailyBackupParts, startDailyBackup } from './parts/daily-backup.ts';
import { dialogue } from './parts/dialogue.ts';
import { type Environment, loadDotEnv, readEnvironment } from './parts/environment.ts';
import { invitationLook } from './parts/invitation-look.ts';
import { invitationText } from './parts/invitation-text.ts';
import { kfCursor } from './parts/kf-cursor.ts';
import { giveBackLeftBehind } from './parts/left-behind.ts';
import { createLog } from './parts/log.ts';
import { monthTally } from './parts/month-tally.ts';
import { giveToOpenPages } from './parts/open-pages.ts';
import { openPlatforms, soleChannels } from './parts/open-platforms.ts';
import { isShared, openStoreAt } from './parts/open-store.ts';
import { pageText } from './parts/page-text.ts';
import { home } from './parts/places.ts';
import { publicUrlOf, withoutSlash } from './parts/public-url.ts';
import { recentAnswer } from './parts/recent-answer.ts';
import { startRetention } from './parts/retention.ts';
import { type Ending, stopOnSignal } from './parts/stop-on-signal.ts';
import { storeTrouble } from './parts/store-trouble.ts';
import { visitorKey } from './parts/visitor-key.ts';
import { offsetIn } from './parts/zone.ts';

/** For how long a stop waits until nothing more comes in, and then until what is on its way has arrived. */
const CLOSING = 2_500;
const DRAINING = 4_500;

/** Copies of the store, where the settings ask for them. */
const backUpDaily = (
  { BACKUP_DIR: named, BACKUP_AT: at, BACKUP_KEEP: keep }: Environment,
  parts: Pick<DailyBackupParts, 'store' | 'clock' | 'offset' | 'log'>,
  ending: Ending,
): void => {
  if (named === undefined) return;
  ending.last(startDailyBackup({ ...parts, folder: resolve(home, named), at, keep, sleep: realSleep }).stop);
};

/** However often /readyz is asked, it writes once in so many milliseconds. */
const PROBE_GOOD_FOR = 5_000;

/** Puts the parts together and starts them; each adds what is to be done about it at the end. */
const start = async (settings: Environment, log: Logger, ending: Ending): Promise<void> => {
  const clock = Date.now;
  const offset = offsetIn(settings.TZ_NAME);
  const inUse = await useContent(settings.CONTENT_DIR ?? home, log, clock);
  ending.last(inUse.stop);
  const store = await openStoreAt(settings.STORE_URL, log);
  ending.last(store.close);
  backUpDaily(settings, { store, clock, offset, log }, ending);
  ending.last(startRetention({ store, days: settings.RETENTION_DAYS, clock, sleep: realSleep, log }).stop);
  /** Names this process among those that share the store. */
  const instance = randomUUID();
  const shared = isShared(settings.STORE_URL);
  const month = await openMonth(monthTally(store), offset, log);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = createMetrics(registry, { store, month, clock });
  watchCalendar(registry, () => inUse.content().calendar, clock);

  const publicUrl = publicUrlOf(settings);
  const web = webChat({
    publicUrl,
    visitorKey: await visitorKey(store, randomBytes),
    text: pageText(inUse.content),
    now: clock,
    sleep: realSleep,
  });
  const channels = new Map<string, Channel>([[web.channel.id, web.channel]]);
  const { content, recogniser } = inUse;
  const desk = createDesk({ store, random: randomBytes });
  const engine = createEngine({
    store,
    dialogue,
    desk,
    content,
    recogniser,
    clock,
    offset,
    publicUrl: withoutSlash(publicUrl),
    channels,
    random: Math.random,
    log,
    metrics,
    month,
  });
  ending.last(engine.stop);
  if (!shared) await giveBackLeftBehind(store, instance, soleChannels.map(rightTo));
  const rights = channelRights({ store, holder: instance, registry, log });
  ending.last(rights.stop);
  const platforms = openPlatforms({
    settings,
    receive: async (event) => {
      await engine.receive(event);
    },
    content,
    log,
    cursor: kfCursor(store, log),
    alone: aloneWith(store, 'wecom-kf', instance, realSleep),
    right: rights.of,
  });
  for (const channel of platforms.channels) channels.set(channel.id, channel);
  ending.last(() => Promise.all([...channels.values()].map((channel) => channel.stop())));
  ending.last(engine.drain, DRAINING);
  const longestPause = shared ? { longestPause: SHARED_PAUSE } : {};
  const ticking = startTicking({ engine, clock, sleep: realSleep, log, ...longestPause });
  ending.last(ticking.stop, CLOSING);

  const trouble = recentAnswer(storeTrouble(store, log), PROBE_GOOD_FOR, clock);
  const server = await httpServer({
    logger: log,
    publicUrl,
    trustedProxies: settings.TRUSTED_PROXIES,
    metrics: registry,
    metricsToken: settings.METRICS_TOKEN,
    readiness: async () => {
      const reasons = [...channels.values()].flatMap((channel) => {
        const health = channel.health();
        return health.up ? [] : [`${channel.id}: ${health.reason}`];
      });
      const unusable = await trouble();
      return unusable ? [unusable, ...reasons] : reasons;
    },
    rooms: [
      web.room({ ...engine, present: engine.flush }),
      invitationRoom({
        publicUrl,
        visitors: web.visitors,
        look: invitationLook(desk.look, clock),
        ways: waysBy(channels, realSleep),
        text: invitationText(content),
        sleep: realSleep,
      }),
      filesRoom({ store, world: engine.world }),
      ...(settings.DESK_TOKEN === undefined
        ? []
        : [
            deskRoom({
              token: settings.DESK_TOKEN,
              store,
              world: engine.world,
              contentEdit: inUse.lastEdit,
              publicUrl,
              random: randomBytes,
            }),
          ]),
      ...platforms.rooms,
    ],
  });
  ending.asked.throwIfAborted();
  ending.last(
    () => Promise.all([server.close(), ...[...channels.values()].map((channel) => channel.stopHearing?.())]),
    CLOSING,
  );
  await server.listen({ host: settings.HOST, port: settings.PORT });
  // Where others use the store, what a process left behind is theirs as well, when its leases run out.
  if (!shared) await engine.adopt();
  ending.last(giveToOpenPages({ store, pages: web.pages, flush: engine.flush, log }));
  ending.asked.throwIfAborted();
  for (const channel of platforms.channels) channel.start();

  const warning = calendarWarning(inUse.content().calendar, clock());
  if (warning) log.warn({ code: 'calendar_not_covered' }, warning);
  const port = server.addresses().map((address) => (typeof address === 'string' ? undefined : address.port))[0];
  const shown = withoutSlash(publicUrlOf({ ...settings, PORT: port ?? settings.PORT }));
  process.stdout.write(`入驻助手已启动 / Ruzhu is running: ${shown}\n`);
};

loadDotEnv();
try {
  const settings = readEnvironment(process.env);
  const log = createLog(settings.LOG_LEVEL);
  const ending = stopOnSignal((err) => log.error({ err }, 'Stopping failed.'));
  await start(settings, log, ending).catch((error: unknown) => {
    if (!ending.asked.aborted) throw error;
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
