import type { Log } from '../../channels/log.ts';
import type { Content } from '../../content/content.ts';
import type { ChannelId } from '../../dialogue/model/address.ts';
import type { Instant } from '../../dialogue/model/instant.ts';
import type { MonthlyUsage } from './monthly-usage.ts';

/** The share of a monthly budget at which the operator is warned. */
const WARNING = 0.8;

/** What the plans of the platforms allow in a calendar month, and how much of it is used. */
export interface Budget {
  /** Counts a message that a platform took; the operator is told at 80 %, and when all is used. */
  count(channel: ChannelId): void;
  /** Whether all is used: what nobody asked for is then not sent any more. Answers are, as long as the platform takes them. */
  isSpent(channel: ChannelId): boolean;
}

/** What budgets are made of. */
export interface BudgetDeps {
  readonly usage: MonthlyUsage;
  readonly content: () => Content;
  readonly clock: () => Instant;
  readonly log: Log;
}

/** Makes the budgets, as `data/settings.yaml` says them at the moment. */
export const createBudget = ({ usage, content, clock, log }: BudgetDeps): Budget => {
  const told = new Map<ChannelId, 'low' | 'spent'>();
  const budgetOf = (channel: ChannelId): number => content().settings.budgets[channel] || Number.POSITIVE_INFINITY;

  const standing = (sent: number, budget: number): 'low' | 'spent' | undefined => {
    if (sent >= budget) return 'spent';
    return sent >= budget * WARNING ? 'low' : undefined;
  };

  return {
    count(channel) {
      const sent = usage.count(channel, clock());
      const budget = budgetOf(channel);
      const level = standing(sent, budget);
      if (level === told.get(channel)) return;
      if (level === undefined) told.delete(channel);
      else told.set(channel, level);
      if (level === 'low') {
        log.warn(
          { code: 'monthly_budget_low', channel, sent, budget },
          'Most of the messages of this month are used up; see budgets in data/settings.yaml.',
        );
      } else if (level === 'spent') {
        log.error(
          { code: 'monthly_budget_spent', channel, sent, budget },
          'The messages of this month are used up: people are still answered, and not reminded any more. Raise the plan and then budgets in data/settings.yaml.',
        );
      }
    },
    isSpent: (channel) => usage.sent(channel, clock()) >= budgetOf(channel),
  };
};
