import type { ResolveHook } from 'node:module';

const src = new URL('../../src/', import.meta.url).href;
const dist = new URL('../../dist/', import.meta.url).href;

/** Leads from a file in `src/` to what was built of it. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const resolved = await next(specifier, context);
  if (!resolved.url.startsWith(src)) return resolved;
  return { ...resolved, url: `${dist}${resolved.url.slice(src.length).replace(/\.ts$/, '.js')}` };
};
