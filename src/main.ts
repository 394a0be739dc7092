import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import type { Channel } from './channels/channel.ts';
import { realSleep } from './channels/sleep.ts';
import { webChat } from './channels/web/index.ts';
import { invitationRoom } from './channels/web/invitation/index.ts';
import { waysBy } from './channels/web/invitation/ways.ts';
import { createDesk } from './desk/desk.ts';
import { filesRoom } from './desk/pages/files.ts';
import { createEngine } from './engine/engine.ts';
import { createMetrics } from './engine/metrics.ts';
import { openMonth } from './engine/month.ts';
import { startTicking } from './engine/tick.ts';
import { httpServer } from './http/server.ts';
import { calendarWarning, watchCalendar } from './parts/calendar-coverage.ts';
import { useContent } from './parts/content-in-use.ts';
import { dialogue } from './parts/dialogue.ts';
import { type Environment, loadDotEnv, readEnvironment } from './parts/environment.ts';
import { invitationText } from './parts/invitation-text.ts';
import { kfCursor } from './parts/kf-cursor.ts';
import { createLog } from './parts/log.ts';
import { monthTally } from './parts/month-tally.ts';
import { openPlatforms } from './parts/open-platforms.ts';
import { openStoreAt } from './parts/open-store.ts';
import { pageText } from './parts/page-text.ts';
import { home } from './parts/places.ts';
import { publicUrlOf, withoutSlash } from './parts/public-url.ts';
import { offsetIn } from './parts/zone.ts';

/** The longest that a stop may take before the process ends all the same. */
const LONGEST_STOP = 10_000;

/** Puts the parts together and starts them; resolves to the function that stops them again. */
const start = async (settings: Environment, log: Logger): Promise<() => Promise<void>> => {
  const clock = Date.now;
  const offset = offsetIn(settings.TZ_NAME);
  const inUse = await useContent(settings.CONTENT_DIR ?? home, log);
  const store = await openStoreAt(settings.STORE_URL, log);
  const month = await openMonth(monthTally(store), offset, log);
  const registry = new Registry();
  const metrics = createMetrics(registry, { store, month, clock });
  watchCalendar(registry, () => inUse.content().calendar, clock);

  const publicUrl = publicUrlOf(settings);
  const web = webChat({ publicUrl, text: pageText(inUse.content), now: clock });
  const channels = new Map<string, Channel>([[web.channel.id, web.channel]]);
  const { content, recogniser } = inUse;
  const desk = createDesk({ store, random: randomBytes });
  const engine = createEngine({
    ...{
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
    },
  });
  const platforms = openPlatforms({
    settings,
    receive: async (event) => {
      await engine.receive(event);
    },
    content,
    log,
    cursor: kfCursor(store, log),
  });
  for (const channel of platforms.channels) channels.set(channel.id, channel);
  const ticking = startTicking({ engine, clock, sleep: realSleep, log });

  const server = await httpServer({
    logger: log,
    publicUrl,
    metrics: registry,
    readiness: async () => {
      const reasons = [...channels.values()].flatMap((channel) => {
        const health = channel.health();
        return health.up ? [] : [`${channel.id}: ${health.reason}`];
      });
      const unusable = await store.probe().then(
        () => undefined,
        () => 'store: a write does not become durable',
      );
      return unusable ? [unusable, ...reasons] : reasons;
    },
    rooms: [
      web.room({ ...engine, present: engine.flush }),
      invitationRoom({
        publicUrl,
        look: (code, person) => desk.look(code, clock(), person),
        ways: waysBy(channels, realSleep),
        text: invitationText(content),
        sleep: realSleep,
      }),
      filesRoom({ store, world: engine.world }),
      ...platforms.rooms,
    ],
  });
  await server.listen({ host: settings.HOST, port: settings.PORT });
  await engine.adopt();
  for (const channel of platforms.channels) channel.start();

  const warning = calendarWarning(inUse.content().calendar, clock());
  if (warning) log.warn({ code: 'calendar_not_covered' }, warning);
  const port = server.addresses().map((address) => (typeof address === 'string' ? undefined : address.port))[0];
  const shown = withoutSlash(publicUrlOf({ ...settings, PORT: port ?? settings.PORT }));
  process.stdout.write(`入驻助手已启动 / Ruzhu is running: ${shown}\n`);

  return async () => {
    await server.close();
    await ticking.stop();
    await engine.stop();
    await Promise.all([...channels.values()].map((channel) => channel.stop()));
    inUse.stop();
    await store.close();
  };
};

/** Stops once, at the first signal; ends the process in any case when stopping takes too long. */
const stopOnSignal = (stop: () => Promise<void>, log: Logger): void => {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), LONGEST_STOP).unref();
    stop().then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ err }, 'Stopping failed.');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};

loadDotEnv();
try {
  const settings = readEnvironment(process.env);
  const log = createLog(settings.LOG_LEVEL);
  stopOnSignal(await start(settings, log), log);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
