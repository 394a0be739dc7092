import { loadContent } from '../src/content/load.ts';

const loaded = await loadContent('.');
if (!('content' in loaded)) throw new Error('the content is wrong');

/** The content that comes with the project, as it is in the repository. */
export const { content } = loaded;
