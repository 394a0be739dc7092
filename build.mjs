// @ts-check
/**
 * Makes `dist/**.js` of `src/**.ts`, file by file, at the same depth. A file that has not changed is left alone, so every
 * command loads this first (`node --import ./build.mjs dist/…`) and never runs old code; when nothing has changed that
 * costs some milliseconds. Types are not looked at here: `npm test` checks them.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('src', import.meta.url));
const dist = fileURLToPath(new URL('dist', import.meta.url));
const settings = fileURLToPath(new URL('tsconfig.json', import.meta.url));
const record = join(dist, 'built.json');

/** @param {string} text */
const digestOf = (text) => createHash('sha1').update(text).digest('base64');

/** @param {string} name */
const target = (name) => join(dist, name.replace(/\.ts$/, '.js'));

/**
 * What each file in `dist` was made of; nothing when that is not known, and then everything is made anew.
 * @returns {Record<string, string>}
 */
const recorded = () => {
  try {
    return JSON.parse(readFileSync(record, 'utf8'));
  } catch {
    return {};
  }
};

/**
 * Writes a file in one step: another process may be reading it, or be about to write the same.
 * @param {string} file
 * @param {string} text
 */
const write = (file, text) => {
  const unfinished = `${file}.${process.pid}.unfinished`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
};

const texts = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => [name, readFileSync(join(src, name), 'utf8')]),
);
const how = digestOf(readFileSync(settings, 'utf8') + readFileSync(fileURLToPath(import.meta.url), 'utf8'));
const wanted = Object.fromEntries([...texts].map(([name, text]) => [name, digestOf(how + text)]));
const built = recorded();
const outdated = [...texts].filter(([name]) => built[name] !== wanted[name]);
const gone = Object.keys(built).filter((name) => !texts.has(name));

if (outdated.length > 0 || gone.length > 0) {
  const { default: ts } = await import('typescript');
  const { options } = ts.convertCompilerOptionsFromJson(
    ts.readConfigFile(settings, ts.sys.readFile).config.compilerOptions,
    src,
  );
  const compilerOptions = { ...options, module: ts.ModuleKind.ESNext };
  for (const [name, text] of outdated) {
    const fileName = join('src', name);
    const { outputText, diagnostics = [] } = ts.transpileModule(text, {
      fileName,
      compilerOptions,
      reportDiagnostics: true,
    });
    const [wrong] = diagnostics;
    if (wrong) throw new SyntaxError(ts.formatDiagnostic(wrong, ts.createCompilerHost({})).trim());
    write(target(name), outputText);
  }
  for (const name of gone) rmSync(target(name), { force: true });
  write(record, JSON.stringify(wanted));
}
