import type { OldRecord, Upgrade } from './upgrade.ts';

const isRecord = (value: unknown): value is OldRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value with some of its keys named otherwise: `rename({ asks: 'type' })({ asks: 'time' })` is `{ type: 'time' }`. */
const rename =
  (names: Readonly<Record<string, string>>) =>
  (value: unknown): unknown =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [names[key] ?? key, inner]))
      : value;

/** A value with what lies under a key changed, where something does. */
const within = (key: string, change: (inner: unknown) => unknown, value: unknown): unknown =>
  isRecord(value) && value[key] !== undefined ? { ...value, [key]: change(value[key]) } : value;

const each =
  (change: (element: unknown) => unknown) =>
  (value: unknown): unknown =>
    Array.isArray(value) ? value.map(change) : value;

const question = (value: unknown): unknown => within('to', rename({ what: 'type' }), rename({ asks: 'type' })(value));

const quickReply = (value: unknown): unknown => within('means', rename({ act: 'type', wish: 'command' }), value);

const task = (value: unknown): unknown => {
  const named = rename({ to: 'type', word: 'notification' })(value);
  const told = within('notification', rename({ tells: 'type', card: 'summary' }), named);
  return within('request', rename({ asks: 'type' }), told);
};

const fields = rename({
  offers: 'quickReplies',
  errands: 'effects',
  purchasing: 'member',
  outOfReach: 'unreachable',
  windowTold: 'windowNoticeAt',
});

/**
 * From format 1 to 2: tagged unions have one tag, `type`, and the fields have the names that the code has.
 * `offers` became `quickReplies`, `effects` `effects`, `purchasing` `member`, `outOfReach` `unreachable`, `windowTold`
 * `windowNoticeAt`.
 */
export const upgradeTo2: Upgrade = (record) => {
  const renamed = within(
    'effects',
    each((effect) => within('task', task, effect)),
    within('quickReplies', each(quickReply), within('question', question, fields(record))),
  );
  return isRecord(renamed) ? renamed : record;
};
