import { randomBytes, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createChannelLeases, leaseTo } from './app/channels/channel-leases.ts';
import { flushOpenPages } from './app/channels/flush-open-pages.ts';
import { channelsOfOneProcess, openPlatforms } from './app/channels/open-platforms.ts';
import { releaseStaleLeases } from './app/channels/release-stale-leases.ts';
import { calendarWarning, watchCalendar } from './app/content/calendar-coverage.ts';
import { openLiveContent } from './app/content/live-content.ts';
import { dialogue } from './app/dialogue.ts';
import { type Environment, loadDotEnv, readEnvironment } from './app/environment.ts';
import { type ShutdownStep, startGracefulShutdown } from './app/graceful-shutdown.ts';
import { createLog } from './app/log.ts';
import { home } from './app/paths.ts';
import { publicUrlOf, withoutSlash } from './app/public-url.ts';
import { exclusivelyWith } from './app/run-exclusively.ts';
import { type DailyBackupDeps, startDailyBackup } from './app/store/daily-backup.ts';
import { kfCursor } from './app/store/kf-cursor.ts';
import { isShared, openStoreAt } from './app/store/open-store.ts';
import { startRetention } from './app/store/retention-schedule.ts';
import { storeErrorReporter } from './app/store/store-errors.ts';
import { monthTally } from './app/store/usage-tally.ts';
import { visitorKey } from './app/store/visitor-key.ts';
import { offsetIn } from './app/time-zone.ts';
import { cachedAnswer } from './app/web/cached-answer.ts';
import { invitationLook } from './app/web/invitation-status.ts';
import { invitationText } from './app/web/invitation-text.ts';
import { pageText } from './app/web/page-text.ts';
import type { Channel } from './channels/channel.ts';
import { realSleep } from './channels/sleep.ts';
import { openMonthlyUsage } from './engine/delivery/monthly-usage.ts';
import { createEngine } from './engine/engine.ts';
import { createMetrics } from './engine/metrics.ts';
import { SHARED_PAUSE, startScheduler } from './engine/timers/scheduler.ts';
import { httpServer } from './http/server.ts';
import { createPurchasers } from './purchasers/purchasers.ts';
import { createWebChat } from './web/chat/index.ts';
import { filesRoutes } from './web/console/files.ts';
import { consoleRoutes } from './web/console/index.ts';
import { entryLinksBy } from './web/invitation/entry-links.ts';
import { invitationRoutes } from './web/invitation/index.ts';

/** For how long a stop waits until nothing more comes in, and then until what is on its way has arrived. */
const CLOSING = 2_500;
const DRAINING = 4_500;

/** Copies of the store, where the settings ask for them. */
const backUpDaily = (
  { BACKUP_DIR: named, BACKUP_AT: at, BACKUP_KEEP: keep }: Environment,
  parts: Pick<DailyBackupDeps, 'store' | 'clock' | 'offset' | 'log'>,
  ending: ShutdownStep,
): void => {
  if (named === undefined) return;
  ending.last(startDailyBackup({ ...parts, folder: resolve(home, named), at, keep, sleep: realSleep }).stop);
};

/** However often /readyz is asked, it writes once in so many milliseconds. */
const PROBE_GOOD_FOR = 5_000;

/** Puts the parts together and starts them; each adds what is to be done about it at the end. */
const start = async (settings: Environment, log: Logger, ending: ShutdownStep): Promise<void> => {
  const clock = Date.now;
  const offset = offsetIn(settings.TZ_NAME);
  const inUse = await openLiveContent(settings.CONTENT_DIR ?? home, log, clock);
  ending.last(inUse.stop);
  const store = await openStoreAt(settings.STORE_URL, log);
  ending.last(store.close);
  backUpDaily(settings, { store, clock, offset, log }, ending);
  ending.last(startRetention({ store, days: settings.RETENTION_DAYS, clock, sleep: realSleep, log }).stop);
  /** Names this process among those that share the store. */
  const instance = randomUUID();
  const shared = isShared(settings.STORE_URL);
  const usage = await openMonthlyUsage(monthTally(store), offset, log);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = createMetrics(registry, { store, usage, clock });
  watchCalendar(registry, () => inUse.content().calendar, clock);

  const publicUrl = publicUrlOf(settings);
  const web = createWebChat({
    publicUrl,
    visitorKey: await visitorKey(store, randomBytes),
    text: pageText(inUse.content),
    now: clock,
    sleep: realSleep,
  });
  const channels = new Map<string, Channel>([[web.channel.id, web.channel]]);
  const { content, recogniser } = inUse;
  const purchasers = createPurchasers({ store, random: randomBytes });
  const engine = createEngine({
    store,
    dialogue,
    purchasers,
    content,
    recogniser,
    clock,
    offset,
    publicUrl: withoutSlash(publicUrl),
    channels,
    random: Math.random,
    log,
    metrics,
    usage,
  });
  ending.last(engine.stop);
  if (!shared) await releaseStaleLeases(store, instance, channelsOfOneProcess.map(leaseTo));
  const rights = createChannelLeases({ store, holder: instance, registry, log });
  ending.last(rights.stop);
  const platforms = openPlatforms({
    settings,
    receive: async (event) => {
      await engine.receive(event);
    },
    content,
    log,
    cursor: kfCursor(store, log),
    alone: exclusivelyWith(store, 'wecom-kf', instance, realSleep),
    lease: rights.of,
  });
  for (const channel of platforms.channels) channels.set(channel.id, channel);
  ending.last(() => Promise.all([...channels.values()].map((channel) => channel.stop())));
  ending.last(engine.drain, DRAINING);
  const longestPause = shared ? { longestPause: SHARED_PAUSE } : {};
  const ticking = startScheduler({ engine, clock, sleep: realSleep, log, ...longestPause });
  ending.last(ticking.stop, CLOSING);

  const trouble = cachedAnswer(storeErrorReporter(store, log), PROBE_GOOD_FOR, clock);
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
      invitationRoutes({
        publicUrl,
        visitors: web.visitors,
        look: invitationLook(purchasers.inspectInvitation, clock),
        ways: entryLinksBy(channels, realSleep),
        text: invitationText(content),
        sleep: realSleep,
      }),
      filesRoutes({ store, world: engine.world }),
      ...(settings.DESK_TOKEN === undefined
        ? []
        : [
            consoleRoutes({
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
  if (!shared) await engine.recover();
  ending.last(flushOpenPages({ store, pages: web.pages, flush: engine.flush, log }));
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
  const ending = startGracefulShutdown((err) => log.error({ err }, 'Stopping failed.'));
  await start(settings, log, ending).catch((error: unknown) => {
    if (!ending.asked.aborted) throw error;
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
