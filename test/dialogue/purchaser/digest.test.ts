import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/content/content.ts';
import { builtIn } from '../../understanding/loaded-model.ts';
import { at, card, Office, progress, upTo } from './office.ts';

let content: Content;
let office: Office;
beforeAll(async () => {
  content = await builtIn();
});
beforeEach(() => {
  office = new Office(content, at('03-02 10:00'));
  office.claim();
});

const busy = (name: string, heard: string) =>
  card(name, { progress: progress({ 'register.submitted': heard }), heardAt: at(heard) });

describe('news of all suppliers', () => {
  it('come at the opening of the next working day, when there are any', () => {
    office.cards = [busy('张三五金', '03-02 16:00')];
    const said = office.until('03-03 18:00');
    expect(said.map((one) => one.at)).toEqual([at('03-03 09:00')]);
    expect(said[0]?.text).toContain('新加入：张三五金');
    expect(office.last[0]?.kind).toBe('reminder');
  });

  it('nothing new and nobody stuck: silence', () => {
    expect(office.until('03-06 18:00')).toEqual([]);
    office.cards = [card('王五电子', { progress: upTo('quote.submitted') })];
    office.now = at('03-06 18:00');
    expect(office.until('03-09 18:00')).toEqual([]);
  });

  it('say who came, who is through, who waits, who is stuck, each once, and not on a weekend', () => {
    office.until('03-05 17:00');
    office.cards = [
      card('王五电子', { progress: upTo('quote.submitted') }),
      card('张三五金', { progress: upTo('enterprise_auth.submitted') }),
      card('李四机械', {
        progress: progress({ 'register.submitted': '03-05 15:00' }),
        member_name: 'lisi88',
        heardAt: at('03-05 16:00'),
        favours: { listed: { askedAt: at('03-05 16:00') } },
      }),
    ];
    const said = office.until('03-09 17:00');
    expect(said.map((one) => one.at)).toEqual([at('03-06 09:00'), at('03-09 09:00')]);
    const [friday = { text: '' }, monday = { text: '' }] = said;
    expect(friday.text).toContain('做完了：王五电子');
    expect(friday.text).toContain('lisi88');
    expect(friday.text).toContain('⚠ 张三五金：企业认证等阿里打款');
    expect(friday.text).not.toContain('⚠ 李四机械');
    expect(monday.text).not.toContain('做完了：');
    expect(monday.text).toContain('⚠ 张三五金');
    expect(office.labels()).toContain('谁卡住了');
    expect(office.labels()).toContain('不要汇总');
  });

  it('weekly: on the first working day of the week', () => {
    expect(office.wants('set_digest', '汇总改成每周一次')).toContain('每周');
    office.cards = [card('张三五金', { progress: upTo('enterprise_auth.submitted') })];
    expect(office.until('03-17 18:00').map((one) => one.at)).toEqual([at('03-09 09:00'), at('03-16 09:00')]);
  });

  it('off, until they are wanted again', () => {
    office.cards = [card('张三五金', { progress: upTo('enterprise_auth.submitted') })];
    office.wants('set_digest', '不要汇总');
    expect(office.until('03-05 18:00')).toEqual([]);
    office.wants('set_digest', '每天汇总');
    expect(office.until('03-06 18:00').map((one) => one.at)).toEqual([at('03-06 09:00')]);
  });

  it('how often, is asked when it is not said', () => {
    expect(office.wants('set_digest', '汇总')).toContain('每个工作日一早');
    office.tap('每周一次');
    expect(office.conversation.member?.digest).toBe('weekly');
  });

  it('missed while nobody was there to say it, they come when it opens again', () => {
    office.cards = [card('张三五金', { progress: upTo('enterprise_auth.submitted') })];
    office.now = at('03-04 22:00');
    expect(office.until('03-05 12:00').map((one) => one.at)).toEqual([at('03-05 09:00')]);
  });

  it('a time they name themselves is kept, with how things stand then', () => {
    office.cards = [busy('张三五金', '03-02 10:30')];
    office.says('下午四点提醒我', 'remind_later', { entities: { time: '下午四点' } });
    const said = office.until('03-02 18:00');
    expect(said.map((one) => one.at)).toEqual([at('03-02 16:00')]);
    expect(said[0]?.text).toContain('一共 1 家');
  });
});
