import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openContent, openRecogniserFor } from '../../../src/app/content/open-content.ts';
import { home } from '../../../src/app/paths.ts';
import { type EachStore, onEachStore } from '../../each-store.ts';
import { nameHengtong } from '../invitation/invitations.ts';
import { type Equipment, type Stage, setStage } from './stage.ts';

const HOUR = 3_600_000;
const monday = Date.parse('2026-03-02T10:00:00+08:00');

let equipment: Omit<Equipment, 'openStore'>;
let stage: Stage | undefined;
beforeAll(async () => {
  const content = await openContent(home);
  equipment = { content, recogniser: await openRecogniserFor(content, () => {}) };
}, 60_000);
afterEach(async () => {
  await stage?.close();
  expect(stage?.violations()).toEqual([]);
});

type Open = (door: Parameters<typeof setStage>[0]) => Promise<Stage>;

/** Opens doors of the product on this store. */
const openOn =
  ({ open: openStore }: EachStore): Open =>
  async (door) => {
    stage = await setStage(door, { ...equipment, openStore }, monday);
    return stage;
  };

const whole = async (
  { says, wait, conversation }: Stage,
  from: { user?: string; group?: string } = {},
): Promise<void> => {
  expect(await says('你好', from)).toContain('第 1 步');
  expect(await says('收不到验证码', from)).toContain('60 秒');
  expect(await says('注册好了', from)).toContain('会员名');
  expect(await says('东莞永盛五金', from)).toContain('第 2 步');
  expect(await says('提交了', from)).toContain('第 3 步');
  expect(await says('现在哪有16个点的票', from)).toContain('13%');
  await says('传上去了', from);
  const reminders = await wait(26 * HOUR);
  expect(reminders.join('\n')).toContain('打款');
  expect(await says('阿里的打款到了', from)).toContain('验证框');
  await says('认证成功了', from);
  await says('审核过了', from);
  expect(await says('融易收是不是贷款', from)).toContain('不是贷款');
  expect(await says('融易收资料交了', from)).toContain('72 小时');
  expect(await says('到账了 0.42', from)).not.toContain('0.42');
  expect(await says('开通成功了', from)).toContain('500 万');
  await says('弄好了，买家也加了', from);
  await says('看到询价单了', from);
  expect(await says('报完了', from)).toContain('六步都走完了');
  const { facts, outbox, undelivered } = (await conversation(from.user)) ?? {};
  expect(facts).toEqual({ member_name: '东莞永盛五金' });
  expect(outbox).toEqual([]);
  expect(undelivered).toEqual([]);
};

onEachStore((stores) => {
  const open = openOn(stores);

  describe.each(['wecom', 'wecom_app', 'wecom_kf'] as const)('through the door %s', (door) => {
    it('a supplier goes all six steps, with questions and a reminder on the way', async () => {
      const opened = await open(door);
      await whole(opened);
      expect(opened.taps()).toBeGreaterThan(0);
    });

    it('what comes again is answered once', async () => {
      const { says, again, screens } = await open(door);
      await says('你好', { id: 'first' });
      const shown = screens().length;
      expect(await again('你好', 'first')).toBe('');
      expect(screens()).toHaveLength(shown);
    });

    it('an invitation pasted within a sentence counts once, and is answered once when it comes again', async () => {
      const { store, says, again, conversation, screens } = await open(door);
      const { single } = await nameHengtong(store, monday);
      const words = `采购发我一个邀请码 ${single}，是不是这里用`;
      expect(await says(words, { id: 'code' })).toContain('恒通集团的邀请');
      expect((await conversation())?.membership).toMatchObject({ code: single, company: '义乌赵六模具厂' });
      const shown = screens().length;
      expect(await again(words, 'code')).toBe('');
      expect(screens()).toHaveLength(shown);
      expect(await says(single)).toContain('已经在恒通集团的邀请里');
      expect(await says(single, { user: 'u2' })).not.toContain('按他们的要求');
      expect((await conversation('u2'))?.membership).toBeUndefined();
    });

    it('who opens the chat for the first time is welcomed', async () => {
      const { enters } = await open(door);
      expect(await enters('u2', 'AB12CD34')).toContain('第 1 步');
    });
  });

  describe('through the bot in a group', () => {
    it('two people keep their own progress, and are answered there', async () => {
      const opened = await open('wecom');
      const group = 'g1';
      await opened.says('你好', { user: 'u1', group });
      await opened.says('你好', { user: 'u2', group });
      await opened.says('注册好了', { user: 'u2', group });
      expect((await opened.conversation('u2'))?.progress).toHaveProperty('register');
      expect((await opened.conversation('u1'))?.progress).not.toHaveProperty('register');
      for (const screen of opened.screens()) expect(screen.group).toBe(group);
    });

    it('two suppliers take up a purchaser’s invitation side by side, and the group reads nobody’s name', async () => {
      const { store, says, conversation, screens } = await open('wecom');
      const codes = await nameHengtong(store, monday);
      const group = 'g1';
      await says(codes.claim, { user: 'buyer' });
      for (const user of ['u1', 'u2']) expect(await says(codes.open, { user, group })).toContain('恒通集团');
      await says('注册好了', { user: 'u2', group });
      expect(await says('会员名是 xinyuan88', { user: 'u2', group })).not.toContain('采购员发');
      expect((await conversation('u2'))?.facts.member_name).toBe('xinyuan88');
      expect((await conversation('u1'))?.progress).not.toHaveProperty('register');
      expect(screens().filter((screen) => screen.to === 'buyer' && screen.text.includes('xinyuan88'))).toHaveLength(1);
      for (const screen of screens()) if (screen.group) expect(screen.text).not.toContain('xinyuan88');
    });
  });
});
