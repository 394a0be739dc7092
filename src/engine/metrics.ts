import { Counter, Gauge, type Registry } from 'prom-client';
import { ChannelId } from '../dialogue/model/address.ts';
import type { OutboxItem } from '../dialogue/model/conversation.ts';
import type { Instant } from '../dialogue/model/instant.ts';
import type { Store } from '../store/store.ts';
import type { Certainty } from '../understanding/reading.ts';
import type { MonthlyUsage } from './delivery/monthly-usage.ts';

/** What the engine counts. Labels are channels and kinds, never people. */
export interface Metrics {
  /** A message was taken through a turn. */
  turn(channel: ChannelId): void;
  /** A message came again and was not answered again. */
  repeated(channel: ChannelId): void;
  /** How the recogniser took a text. */
  read(certainty: Certainty): void;
  /** People were found due. */
  due(people: number): void;
  sent(item: OutboxItem): void;
  retried(item: OutboxItem): void;
  givenUp(item: OutboxItem): void;
}

/** Where the gauges look when they are asked. */
export interface Watched {
  readonly store: Pick<Store, 'nextDue'>;
  readonly usage: MonthlyUsage;
  readonly clock: () => Instant;
}

/** Registers the engine's metrics. To be called once a registry. */
export const createMetrics = (registry: Registry, { store, usage, clock }: Watched): Metrics => {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> =>
    new Counter({ name: `ruzhu_${name}_total`, help, labelNames, registers });

  const turns = counter('turns', 'Messages taken through a turn.', ['channel']);
  const repeats = counter('redelivered', 'Messages that came again and were not answered again.', ['channel']);
  const readings = counter('readings', 'Texts read, by how sure the recogniser was.', ['certainty']);
  const due = counter('due', 'Times that a conversation was found due.', []);
  const sent = counter('sent', 'Messages that a platform took.', ['channel', 'kind']);
  const retried = counter('retried', 'Deliveries that failed and are tried again.', ['channel', 'kind']);
  const givenUp = counter('given_up', 'Messages that will not be tried again.', ['channel', 'kind']);

  new Gauge({
    name: 'ruzhu_oldest_due_seconds',
    help: 'How long the longest waiting conversation has been due.',
    registers,
    async collect() {
      const next = await store.nextDue();
      this.set(next === undefined ? 0 : Math.max(0, clock() - next) / 1_000);
    },
  });
  new Gauge({
    name: 'ruzhu_sent_this_month',
    help: 'Messages sent in this calendar month.',
    labelNames: ['channel'],
    registers,
    collect() {
      for (const channel of ChannelId.options) this.set({ channel }, usage.sent(channel, clock()));
    },
  });

  return {
    turn: (channel) => turns.inc({ channel }),
    repeated: (channel) => repeats.inc({ channel }),
    read: (certainty) => readings.inc({ certainty }),
    due: (people) => due.inc(people),
    sent: ({ address: { channel }, kind }) => sent.inc({ channel, kind }),
    retried: ({ address: { channel }, kind }) => retried.inc({ channel, kind }),
    givenUp: ({ address: { channel }, kind }) => givenUp.inc({ channel, kind }),
  };
};
