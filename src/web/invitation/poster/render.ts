import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { modulesOf, QUIET } from '../qr-modules.ts';
import { openGlyphs } from './glyphs.ts';
import type { Picture } from './picture.ts';
import { posterOf, textsOf } from './poster.ts';

/** Pixels of a module of the QR code alone; a whole number keeps its edges sharp. */
const MODULE = 16;

const qrOf = (link: string): string => {
  const { count, path } = modulesOf(link, 'Q');
  const side = (count + 2 * QUIET) * MODULE;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="100%" height="100%" fill="#fff"/><g transform="scale(${MODULE}) translate(${QUIET} ${QUIET})"><path shape-rendering="crispEdges" d="${path}"/></g></svg>`;
};

const render = (svg: string): Uint8Array => {
  const drawing = new Resvg(svg);
  const image = drawing.render();
  try {
    return image.asPng();
  } finally {
    image.free();
    drawing.free();
  }
};

/** Opens a drawing table: what it gives is a picture as PNG. Takes some 100 ms of computing for each poster. */
export const openWorker = async (): Promise<(picture: Picture) => Promise<Uint8Array>> => {
  await initWasm(readFile(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
  const glyphs = await openGlyphs();
  return async (picture) =>
    render(
      picture.type === 'qr' ? qrOf(picture.link) : posterOf(picture.poster, await glyphs(textsOf(picture.poster))),
    );
};
