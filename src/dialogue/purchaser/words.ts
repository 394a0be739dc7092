import type { Scene, Surroundings } from '../scene.ts';
import { numberOf, type Standing } from '../standing.ts';
import { sayPast } from './days.ts';
import type { Row } from './rows.ts';
import type { Stuck } from './stuckness.ts';

const stepValues = ({ journey, voice }: Scene, step: Row['current']): { number: number; step: string } => ({
  number: step ? numberOf(journey, step.step) : 0,
  step: step ? voice.fill(step.step.short, {}) : '',
});

/**
 * Why somebody is stuck, in a few words. `scene` is that of the card, or the reader's for an invitation; `day` says since
 * when, where that is to be read on another day.
 */
export const stuckWords = (
  scene: Surroundings & Pick<Scene, 'journey'>,
  stuck: Stuck,
  day = sayPast(stuck.since, scene),
): string => {
  const { voice, content } = scene;
  const step = stuck.step ? voice.fill(stuck.step.short, {}) : '';
  const from = stuck.from ? voice.fill(stuck.from, {}) : '';
  switch (stuck.why) {
    case 'rejected': {
      const topic = stuck.topic === undefined ? undefined : content.intents.get(stuck.topic);
      return topic
        ? voice.say('purchaser.stuck_rejected_for', { step, day, topic: voice.fill(topic.label, {}) })
        : voice.say('purchaser.stuck_rejected', { step, day });
    }
    case 'deposit':
    case 'review':
      return voice.say(`purchaser.stuck_${stuck.why}`, { step, from, day });
    case 'ours': {
      const favour = scene.journey.favours.find(({ id }) => id === stuck.favour);
      return favour
        ? voice.say('purchaser.stuck_ours', { favour: voice.fill(favour.title, {}), day })
        : voice.say('purchaser.stuck_ours_step', { step, day });
    }
    case 'silent':
    case 'slow':
    case 'person':
    case 'paused':
      return voice.say(`purchaser.stuck_${stuck.why}`, { step, day });
    case 'unopened':
    case 'expired':
      return voice.say(`purchaser.stuck_${stuck.why}`, { day });
  }
};

/** What can be done about it, in a few words. */
export const adviceWords = ({ voice }: Surroundings, { why }: Stuck): string =>
  voice.say(`purchaser.advice_${why}`, {});

const standingWords = (scene: Scene, standing: Standing, day: string): string => {
  const { voice } = scene;
  switch (standing.status) {
    case 'waiting':
      return voice.say(`purchaser.is_waiting_${standing.wait.for}`, { from: voice.fill(standing.wait.from, {}), day });
    case 'todo':
      return voice.say('purchaser.is_todo', {});
    default:
      return voice.say(`purchaser.is_${standing.status}`, { day });
  }
};

/** Where a supplier is, and since when: "第 2 步 企业认证，等阿里打款，3月2日（周一）起". */
export const whereWords = ({ scene, current, since }: Row): string => {
  const { voice } = scene;
  const day = sayPast(since, scene);
  if (!current) return voice.say('purchaser.is_through', { day });
  return voice.say('purchaser.at_step', {
    ...stepValues(scene, current),
    state: standingWords(scene, current.standing, day),
  });
};

/** How one step stands, for the view of one supplier. */
export const stepWords = (scene: Scene, standing: Standing): string => {
  const at = standing.status === 'done' || standing.status === 'rejected' ? standing.at : undefined;
  if (standing.status === 'doing') return scene.voice.say('purchaser.is_doing_now', {});
  return standingWords(
    scene,
    standing,
    sayPast(standing.status === 'waiting' ? standing.since : (at ?? scene.now), scene),
  );
};
