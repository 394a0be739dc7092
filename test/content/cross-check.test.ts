import { beforeAll, describe, expect, test } from 'vitest';
import type { SourceFile } from '../../src/content/parse/source.ts';
import { edited, lineOf, parkingFiles, saidOf } from './fixture.ts';

const journey = 'data/journeys/parking-permit.yaml';
const calendar = 'data/calendar/china.yaml';
const fee = 'intents/faq_permit_fee.yaml';

let files: readonly SourceFile[] = [];
beforeAll(async () => {
  files = await parkingFiles();
});

/** What is said after one edit, and on which line of the edited file a text stands. */
const editing = (path: string, from: string | RegExp, to: string) => {
  const changed = edited(files, path, from, to);
  return { said: saidOf(changed), line: (text: string) => lineOf(changed, path, text) };
};

test('another journey is right without any code', () => {
  expect(saidOf(files)).toEqual([]);
});

describe('what is referred to exists', () => {
  test('the journey of newcomers', () => {
    const { said } = editing('data/settings.yaml', 'parking-permit', 'boat-permit');
    expect(said).toEqual(['error data/settings.yaml:2: journey: there is no journey “boat-permit”']);
  });

  test('the steps of a question', () => {
    const { said } = editing(fee, '[apply, pickup]', '[apply, fly]');
    expect(said).toEqual([`error ${fee}:4: steps: there is no step “fly”`]);
  });

  test('what an intent outweighs', () => {
    const { said } = editing(
      fee,
      'steps: [apply, pickup]',
      'steps: [apply, pickup]\noutweighs: [step_done, step_dnoe]',
    );
    expect(said).toEqual([`error ${fee}:5: outweighs: there is no intent “step_dnoe”`]);
  });

  test('the steps and milestones that a step comes after', () => {
    const { said, line } = editing(
      journey,
      'needs: [documents.confirmed]',
      'needs: [documents.signed]\n    after: [paint]',
    );
    expect(said).toEqual([
      `error ${journey}:${line('documents.signed')}: step pickup › needs: there is no milestone “documents.signed”`,
      `error ${journey}:${line('[paint]')}: step pickup › after: there is no step “paint”`,
    ]);
  });

  test('the intents by which a milestone is reported, and the one of a step', () => {
    const { said, line } = editing(journey, 'means: [review_passed]', 'means: [review_pased]');
    expect(said).toEqual([
      `error ${journey}:${line('review_pased')}: step documents: there is no intent “review_pased”`,
    ]);
    expect(editing(journey, 'intent: step_pickup', 'intent: greet').said).toContainEqual(
      `error ${journey}:${line('intent: step_pickup')}: step pickup: intent “greet” is not of kind step`,
    );
  });

  test('no step waits for itself', () => {
    const { said, line } = editing(journey, 'intent: step_apply', 'intent: step_apply\n    after: [pickup]');
    expect(said).toEqual([
      `error ${journey}:${line('needs: [apply]')}: step documents waits for itself: apply → pickup → documents → apply`,
    ]);
  });
});

describe('the catalogue is whole', () => {
  test('an intent that the program acts upon is missing', () => {
    expect(saidOf(files.filter(({ path }) => path !== 'intents/greet.yaml'))).toEqual([
      'error intents/greet.yaml:1: is missing: the assistant cannot do without this intent',
    ]);
  });

  test('a file is called after its id', () => {
    expect(editing(fee, 'id: faq_permit_fee', 'id: faq_fee').said).toEqual([
      `error ${fee}:1: id: is “faq_fee”, so the file must be called intents/faq_fee.yaml`,
    ]);
  });

  test('an id is there once', () => {
    const text = files.find(({ path }) => path === fee)?.text ?? '';
    const said = saidOf([
      ...files,
      { path: 'intents/faq_z.yaml', text: text.replaceAll('收费', '花钱').replace('What the', 'How much the') },
    ]);
    expect(said).toContain(`error intents/faq_z.yaml:1: id: “faq_permit_fee” is the id of ${fee} as well`);
  });

  test('a step intent belongs to a step', () => {
    const text = files.find(({ path }) => path === 'intents/step_apply.yaml')?.text ?? '';
    const file = {
      path: 'intents/step_fly.yaml',
      text: text
        .replace('step_apply', 'step_fly')
        .replace('怎么申请车位, en', '怎么飞, en')
        .replace('How to apply', 'How to fly'),
    };
    expect(saidOf([...files, file])).toEqual([
      'error intents/step_fly.yaml:1: no step of a journey has “intent: step_fly”',
    ]);
  });

  test('an act that the program does not know', () => {
    const kind = editing('intents/step_apply.yaml', 'kind: step', 'kind: dialogue').said;
    expect(kind).toContain(
      'error intents/step_apply.yaml:2: kind: the program knows nothing to do for this intent; questions are of kind faq',
    );
  });
});

describe('waits make sense', () => {
  const wait = `error ${journey}:`;

  test('reminders come one after the other', () => {
    const { said, line } = editing(journey, 'after: 5', 'after: 3');
    expect(said).toEqual([
      `${wait}${line('after: 3') + 2}: documents › confirmed › wait: the reminder after 3 days must come later than the one before it (3)`,
    ]);
  });

  test('and before the case is given up', () => {
    const { said, line } = editing(journey, 'give_up: 8', 'give_up: 5');
    expect(said).toEqual([
      `${wait}${line('after: 5')}: documents › confirmed › wait: the reminder after 5 days must come before it is given up (5)`,
    ]);
  });

  test('nothing is given up before it usually comes', () => {
    const { said, line } = editing(journey, 'usually: 2', 'usually: 9');
    expect(said).toContain(
      `${wait}${line('give_up')}: documents › confirmed › wait: gives up after 8 days, though it usually takes 9`,
    );
  });

  test('a reminder before it can have come is worth a warning', () => {
    const { said, line } = editing(journey, 'after: 3', 'after: 1');
    expect(said).toEqual([
      `warning ${journey}:${line('after: 1')}: documents › confirmed › wait: reminds after 1 days, though it usually takes 2`,
    ]);
  });
});

describe('what people choose between can be told apart', () => {
  test('the choices of a step', () => {
    const { said, line } = editing(journey, '审核通过了, en', '行驶证传好了！, en');
    const first = line('行驶证传好了, en');
    expect(said).toEqual([
      `error ${journey}:${line('行驶证传好了！')}: step documents: choice “行驶证传好了！” is there already, in line ${first}`,
    ]);
  });

  test('the ids and names of steps, the milestones of one step, its fields', () => {
    expect(editing(journey, 'id: pickup', 'id: apply').said).toContainEqual(
      expect.stringContaining('step “apply” is there already, in line'),
    );
    expect(editing(journey, 'names: [领证', 'names: [申请').said).toContainEqual(
      expect.stringContaining('name of a step “申请” is there already'),
    );
    expect(editing(journey, 'id: confirmed', 'id: submitted').said).toContainEqual(
      expect.stringContaining('step documents: milestone “submitted” is there already'),
    );
    expect(editing(journey, 'aliases: [车牌', 'aliases: [联系 手机').said).toContainEqual(
      expect.stringContaining('step apply: field “联系手机” is there already'),
    );
  });

  test('the labels of intents', () => {
    expect(editing(fee, 'zh-CN: 停车证收费吗', 'zh-CN: 去哪领证').said).toEqual([
      `error intents/step_pickup.yaml:5: label “去哪领证” is the label of ${fee} as well`,
    ]);
  });

  test('a phrase means one thing, however it is written', () => {
    const said = editing('data/phrases.yaml', /^skip: \[/m, 'skip: [OK!, ').said;
    expect(said).toEqual([
      expect.stringMatching(/^error data\/phrases\.yaml:\d+: skip: “OK!” already means yes \(line \d+\)$/),
    ]);
  });
});

describe('texts', () => {
  test('only values that there are can be filled in', () => {
    expect(editing(fee, '{{purchaser}}的', '{{price}}的').said).toEqual([
      `error ${fee}:7: there is no value {{price}}; there are credit_amount, credit_days, purchaser, purchaser_account, member_name, supplier`,
    ]);
  });

  test('the languages fill in the same', () => {
    expect(editing(fee, 'as {{purchaser}} says', 'as the estate says').said).toEqual([
      `error ${fee}:6: the languages fill in different values (purchaser / none)`,
    ]);
  });

  test('a name is shown as it stands', () => {
    const { said, line } = editing(journey, '填停车申请', '"{{purchaser}}停车申请"');
    expect(said).toContain(
      `error ${journey}:${line('停车申请"')}: nothing is filled in here, so {{purchaser}} cannot stand here`,
    );
  });

  test('braces are closed', () => {
    expect(editing(fee, '{{purchaser}}的', '{{purchaser}的').said).toContain(
      `error ${fee}:7: a value to be filled in is written {{like_this}}`,
    );
  });

  test('links are safe to tap, and the same in every language', () => {
    const { said, line } = editing(journey, 'https://parking.example.com/desk', 'javascript:alert(1)');
    expect(said).toEqual([`error ${journey}:${line('javascript')}: step pickup: the link must begin with https://`]);
    expect(editing(fee, '办证不收费', '办证不收费 https://a.example/x ').said).toEqual([
      `warning ${fee}:6: the languages give different links`,
    ]);
  });
});

describe('days', () => {
  const july = (off: string, work: string) =>
    editing(
      calendar,
      /$/,
      `  2031:\n    complete: true\n    source: made up\n    off: [${off}]\n    work: [${work}]\n`,
    );

  test.each([
    ['another year', '2030-07-01', '', 'off: 2030-07-01 is not in 2031'],
    ['a range into the next year', '2031-12-31/2032-01-02', '', 'off: 2031-12-31/2032-01-02 is not in 2031'],
    ['a range backwards', '2031-07-03/2031-07-01', '', 'off: 2031-07-03/2031-07-01 ends before it begins'],
    [
      'a weekday that is worked',
      '',
      '2031-07-01',
      'work: 2031-07-01 is no Saturday or Sunday; weekdays are worked anyway',
    ],
    ['both off and worked', '2031-07-04/2031-07-06', '2031-07-05', 'work: 2031-07-05 is there already'],
  ])('%s', (_what, off, work, reason) => {
    const { said, line } = july(off, work);
    expect(said).toEqual([`error ${calendar}:${line(reason.startsWith('off') ? off : `work: [${work}`)}: ${reason}`]);
  });

  test('a year without its notice is worth a warning once it has begun', () => {
    expect(saidOf(files, '2030-01-01')).toContainEqual(
      expect.stringMatching(/^warning data\/calendar\/china\.yaml:\d+: the days off of 2030 are not complete/),
    );
  });

  test('an answer that was checked long ago, or not yet, is worth a warning', () => {
    expect(editing(fee, '2026-11-22', '2025-05-31').said).toEqual([
      `warning ${fee}:10: checked: was last checked on 2025-05-31, more than 18 months ago`,
    ]);
    expect(editing(fee, '2026-11-22', '2025-06-01').said).toEqual([]);
    expect(editing(fee, '2026-11-22', '2026-12-02').said).toEqual([
      `warning ${fee}:10: checked: 2026-12-02 is in the future`,
    ]);
  });
});

describe('the words of a language', () => {
  const locale = 'locales/en.yaml';
  const heading = /^ {2}heading: Step .*$/m;

  test('a sentence that is missing is missed beside its neighbours', () => {
    const said = editing(locale, heading, '').said;
    expect(said).toEqual([
      expect.stringMatching(
        /^error locales\/en\.yaml:\d+: step\.heading: is missing \(with \{\{number\}\}, \{\{count\}\}, \{\{title\}\}\)$/,
      ),
    ]);
  });

  test('a sentence that the program does not have', () => {
    const { said, line } = editing(locale, /^step:$/m, 'step:\n  heading_two: More');
    expect(said).toEqual([
      `error ${locale}:${line('heading_two')}: step.heading_two: the program has no such sentence`,
    ]);
  });

  test('other values than the program gives', () => {
    const { said, line } = editing(locale, heading, '  heading: "{{nomber}} of {{count}}: {{title}}"');
    const place = `error ${locale}:${line('{{nomber}}')}: step.heading:`;
    expect(said).toEqual([
      `${place} there is no value {{nomber}}; it is given {{number}}, {{count}}, {{title}}`,
      `${place} the value {{number}} is not used`,
    ]);
  });

  test('a sentence that two files have', () => {
    const said = saidOf([
      ...files,
      { path: 'locales/en/more.yaml', text: 'step:\n  heading: "{{number}} {{count}} {{title}}"\n' },
    ]);
    expect(said).toEqual([
      expect.stringMatching(
        /^error locales\/en\/more\.yaml:2: step\.heading: is there already \(locales\/en\.yaml, line \d+\)$/,
      ),
    ]);
  });

  test('what a field check found', () => {
    const path = 'locales/en/checks.yaml';
    const { said, line } = editing(path, /^credit_code_length: .*$/m, 'credit_code_length: 12 of {{lenght}}');
    expect(said[0]).toBe(
      `error ${path}:${line('{{lenght}}')}: credit_code_length: there is no value {{lenght}}; it is given {{length}}`,
    );
  });

  test('the web page says the same in every language', () => {
    const said = editing('locales/en/web.yaml', /^ {2}tagline: .*\n/m, '').said;
    expect(said).toEqual([expect.stringMatching(/^error locales\/en\/web\.yaml:\d+: web\.tagline: is missing$/)]);
  });

  test('a language without words', () => {
    const said = saidOf(files.filter(({ path }) => !path.startsWith('locales/en')));
    expect(said).toEqual(['error locales/en:1: has no .yaml file: the assistant has no words in this language']);
  });

  test('a number, a null and a blank are no sentences', () => {
    const text = 'extra:\n  one: 1688\n  two:\n  three: "  "\n';
    expect(saidOf([...files, { path: 'locales/en/extra.yaml', text }])).toEqual([
      'error locales/en/extra.yaml:2: extra.one: must be a sentence: put it in quotes, "1688"',
      'error locales/en/extra.yaml:3: extra.two: is empty',
      'error locales/en/extra.yaml:4: extra.three: must not be empty',
    ]);
  });
});

test('a file that is missing altogether', () => {
  const without = files.filter(({ path }) => path !== 'data/settings.yaml' && path !== journey);
  expect(saidOf(without)).toEqual([
    'error data/journeys/:1: has no .yaml file',
    'error data/settings.yaml:1: is missing',
  ]);
});
