import type { Rule } from '../parse/parsed-content.ts';

/** The link of a step is one that can be tapped safely. */
export const checkLinks: Rule = ({ journeys }) =>
  journeys.flatMap(({ value, source }) =>
    value.steps.flatMap((step, index) => {
      const path = ['steps', index, 'link', 'url'];
      const { protocol } = new URL(step.link.url);
      if (protocol === 'https:') return [];
      if (protocol === 'http:')
        return [source.diagnostic(path, `step ${step.id}: the link is http, not https`, 'warning')];
      return [source.diagnostic(path, `step ${step.id}: the link must begin with https://`)];
    }),
  );
