import { createRequire } from 'node:module';

/**
 * Turns Simplified into Traditional Chinese characters, in the forms that Taiwan and Hong Kong share most of (OpenCC
 * `cn` to `tw`); words stay. The dictionary takes some 200 ms to load, so that happens when somebody first asks.
 */
export const toTraditional = (simplified: string): string => {
  convert ??= loadConverter();
  return convert(simplified);
};

let convert: ((text: string) => string) | undefined;

const loadConverter = (): ((text: string) => string) => {
  // The type is that of the very module that is loaded.
  const openCC = createRequire(import.meta.url)('opencc-js/cn2t') as typeof import('opencc-js/cn2t');
  return openCC.Converter({ from: 'cn', to: 'tw' });
};
