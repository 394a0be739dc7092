import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/dialogue/model/instant.ts';
import { fakeChannel } from './fake-channel.ts';
import { emptyContent } from './fake-dialogue.ts';
import { settle } from './fake-time.ts';
import { person, said, start } from './start.ts';

const with10 = (budget: number) => ({
  ...emptyContent,
  settings: { ...emptyContent.settings, budgets: { telegram: budget } },
});

describe('a monthly budget', () => {
  const sending = async (budget: number) => {
    const telegram = fakeChannel('telegram');
    let content = with10(budget);
    const started = await start({ channels: [telegram], content: () => content });
    const send = async (times: number, words = '一'): Promise<void> => {
      for (let time = 0; time < times; time += 1) await started.engine.receive(said('lin', words));
      await settle();
      await started.time.advance(1);
    };
    return {
      ...started,
      telegram,
      send,
      change: (to: number) => {
        content = with10(to);
      },
    };
  };

  it('warns once when most of it is used, and once when all of it is; people are still answered', async () => {
    const { send, log, telegram } = await sending(10);
    await send(7);
    expect(log.codes).toEqual([]);
    await send(5);
    expect(log.codes).toEqual(['monthly_budget_low', 'monthly_budget_spent']);
    expect(telegram.got).toHaveLength(12);
  });

  it('leaves what nobody asked for unsaid when it is used up, for the operator to see', async () => {
    const { send, engine, store, time, telegram } = await sending(3);
    await send(3, 'in 5000');
    await time.advance(6_000);
    await engine.tick();
    expect(telegram.got).toHaveLength(3);
    const { undelivered } = store.peek(person('lin')) ?? {};
    expect(undelivered?.map(({ reason }) => reason)).toContain('monthly_budget_spent');
    expect(store.peek(person('lin'))?.outbox).toEqual([]);
  });

  it('begins anew with the month', async () => {
    const { send, log, time } = await sending(2);
    await send(2);
    expect(log.codes).toEqual(['monthly_budget_spent']);
    await time.advance(31 * DAY);
    await send(2);
    expect(log.codes).toEqual(['monthly_budget_spent', 'monthly_budget_spent']);
  });

  it('follows an edit of the content, and is no limit at 0', async () => {
    const { send, log, change } = await sending(0);
    await send(5);
    expect(log.codes).toEqual([]);
    change(6);
    await send(1);
    expect(log.codes).toEqual(['monthly_budget_spent']);
  });
});
