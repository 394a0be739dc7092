import { modulesOf, QUIET } from '../qr-modules.ts';
import type { Fitted } from './fit-text.ts';
import type { Glyphs, Weight } from './glyphs.ts';
import type { Poster } from './picture.ts';
import { heightOf, single, type Typesetter, typesetter } from './typeset.ts';

/** In pixels: three to four, which chats show whole. */
const WIDTH = 1080;
const HEIGHT = 1440;

/** Free at both sides of what is written. */
const EDGE = 72;
const INNER = WIDTH - 2 * EDGE;

/** What lies over the coloured ground, and holds steps and QR code. */
const CARD = { x: 48, y: 556, width: WIDTH - 96, height: 730, radius: 40 } as const;
const QR = { side: 456, x: CARD.x + 44, y: CARD.y + 230 } as const;

const colours = {
  white: '#ffffff',
  mint: '#c9ebe2',
  ground: '#eef2f0',
  ink: '#16201d',
  muted: '#586561',
  accent: '#0a7262',
  soft: '#e2f1ed',
  line: '#cfe3dd',
} as const;

/** All that is written on a poster, so that its letters can be fetched. */
export const textsOf = ({ link: _link, steps, ...texts }: Poster): readonly string[] => [
  ...Object.values(texts),
  ...steps,
  '0123456789…',
];

/** Draws a poster as SVG. Every letter is an outline: nothing that is written is read as markup. */
export const posterOf = (poster: Poster, glyphs: Glyphs): string => {
  const type = typesetter(glyphs);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#12977f"/><stop offset="1" stop-color="#075e52"/></linearGradient></defs>
<rect width="${WIDTH}" height="${HEIGHT}" fill="${colours.ground}"/>
<rect width="${WIDTH}" height="760" fill="url(#g)"/>
<circle cx="1010" cy="90" r="250" fill="${colours.white}" fill-opacity=".05"/><circle cx="1080" cy="330" r="170" fill="${colours.white}" fill-opacity=".05"/>
${brandOf(poster, type)}
${namesOf(poster, type)}
<rect x="${CARD.x}" y="${CARD.y + 6}" width="${CARD.width}" height="${CARD.height}" rx="${CARD.radius}" fill="#0b2b24" fill-opacity=".1"/>
<rect x="${CARD.x}" y="${CARD.y}" width="${CARD.width}" height="${CARD.height}" rx="${CARD.radius}" fill="${colours.white}"/>
${stepsOf(poster, type)}
${qrOf(poster)}
${besideQr(poster, type)}
${safeOf(poster, type)}
</svg>`;
};

const brandOf = ({ brand }: Poster, { fitted, block }: Typesetter): string => {
  const words = block(fitted(brand, 500, INNER - 76, single(30, 20)), {
    ...{ x: EDGE + 76, top: 79, weight: 500, colour: colours.white },
  });
  return `<g transform="translate(${EDGE} 64) scale(.875)"><rect width="64" height="64" rx="16" fill="${colours.white}" fill-opacity=".16"/><g fill="none" stroke="${colours.white}" stroke-width="5.6" stroke-linecap="round" stroke-linejoin="round"><path d="M24 15h7c1 13 7 25 18 33"/><path d="M32 26c-2 9-8 17-17 22"/></g></g>${words.svg}`;
};

/** Who invites whom, as one group in the middle of the room above the summary. */
const namesOf = (poster: Poster, { fitted, block }: Typesetter): string => {
  const [from, gap] = [132, 30];
  const company = fitted(poster.company, 700, INNER, [
    { lines: 1, largest: 88, smallest: 72 },
    { lines: 2, largest: 76, smallest: 56 },
    { lines: 3, largest: 54, smallest: 36 },
  ]);
  const invites = fitted(poster.invites, 500, INNER, [
    { lines: 1, largest: 52, smallest: 40 },
    { lines: 2, largest: 46, smallest: 28 },
  ]);
  const texts: { readonly text: Fitted; readonly weight: Weight; readonly colour: string; readonly leading: number }[] =
    [
      { text: company, weight: 700, colour: colours.white, leading: 1.22 },
      { text: invites, weight: 500, colour: colours.white, leading: 1.3 },
    ];
  if (poster.recipient !== undefined) {
    const recipient = fitted(poster.recipient, 500, INNER, single(36, 24));
    texts.unshift({ text: recipient, weight: 500, colour: colours.mint, leading: 1.3 });
  }
  const height = texts.reduce((sum, { text, leading }) => sum + heightOf(text, leading) + gap, -gap);
  let top = from + (CARD.y - from - height) / 2;
  return texts
    .map(({ text, ...setting }) => {
      const { svg, bottom } = block(text, { x: EDGE, top, ...setting });
      top = bottom + gap;
      return svg;
    })
    .join('');
};

/** The steps in a row, with a line through their numbers. */
const stepsOf = ({ steps }: Poster, { fitted, block }: Typesetter): string => {
  const column = (CARD.width - 48) / Math.max(1, steps.length);
  const centre = (index: number): number => CARD.x + 24 + column * (index + 0.5);
  const y = CARD.y + 88;
  const labels = steps.map((step) =>
    fitted(step, 500, column - 14, [
      { lines: 1, largest: 30, smallest: 24 },
      { lines: 2, largest: 26, smallest: 18 },
    ]),
  );
  const size = Math.min(...labels.map((label) => label.size));
  const drawn = labels.map(({ lines }, index) => {
    const x = centre(index);
    const number = fitted(String(index + 1), 700, 56, single(31, 20));
    return [
      `<circle cx="${x}" cy="${y}" r="32" fill="${colours.soft}"/>`,
      block(number, { x, top: y - 16, weight: 700, colour: colours.accent, anchor: 'middle' }).svg,
      block({ lines, size }, { x, top: y + 50, weight: 500, colour: colours.ink, anchor: 'middle', leading: 1.25 }).svg,
    ].join('');
  });
  return `<path d="M${centre(0)} ${y}H${centre(steps.length - 1)}" stroke="${colours.line}" stroke-width="3"/>${drawn.join('')}`;
};

const qrOf = ({ link }: Poster): string => {
  const { count, path } = modulesOf(link, 'Q');
  const all = count + 2 * QUIET;
  // Whole pixels a module: blurred edges are what readers fail at.
  const module = Math.max(1, Math.floor(QR.side / all));
  const inset = Math.round((QR.side - module * all) / 2) + module * QUIET;
  return `<rect x="${QR.x}" y="${QR.y}" width="${QR.side}" height="${QR.side}" rx="28" fill="${colours.white}" stroke="${colours.line}" stroke-width="3"/><path transform="translate(${QR.x + inset} ${QR.y + inset}) scale(${module})" shape-rendering="crispEdges" fill="${colours.ink}" d="${path}"/>`;
};

const tick = (x: number, y: number): string =>
  `<path transform="translate(${x} ${y}) scale(1.08)" d="m4 12.5 5.5 5.5L20 7" fill="none" stroke="${colours.accent}" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>`;

/** What the QR code is for, and what it all takes. */
const besideQr = (poster: Poster, { fitted, block }: Typesetter): string => {
  const x = QR.x + QR.side + 40;
  const width = CARD.x + CARD.width - 40 - x;
  const heading = block(fitted(poster.scan, 700, width, single(62, 36)), {
    ...{ x, top: QR.y + 26, weight: 700, colour: colours.ink },
  });
  const note = fitted(poster.scanNote, 400, width, [
    { lines: 2, largest: 34, smallest: 30 },
    { lines: 4, largest: 30, smallest: 22 },
  ]);
  const text = block(note, { x, top: heading.bottom + 30, weight: 400, colour: colours.muted, leading: 1.5 });
  const points = [poster.takes, poster.free].map((point) => fitted(point, 500, width - 42, single(30, 18)));
  const size = Math.min(...points.map((point) => point.size));
  const lines = points.map((point, index) => {
    const top = QR.y + QR.side - 26 - size - (points.length - 1 - index) * 52;
    const words = block({ ...point, size }, { x: x + 42, top, weight: 500, colour: colours.accent });
    return tick(x, top + size / 2 - 14) + words.svg;
  });
  return heading.svg + text.svg + lines.join('');
};

const safeOf = ({ safe }: Poster, { fitted, block }: Typesetter): string => {
  const words = block(fitted(safe, 400, INNER - 76, [{ lines: 2, largest: 29, smallest: 20 }]), {
    ...{ x: EDGE + 66, top: 1323, weight: 400, colour: colours.muted, leading: 1.45 },
  });
  return `<g transform="translate(${EDGE - 8} 1330) scale(2.33)" fill="none" stroke="${colours.accent}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="M12 3 5 5.8v5.4c0 4.4 2.9 7.9 7 9.8 4.1-1.9 7-5.4 7-9.8V5.8z"/><path d="m9 12 2.2 2.2 4-4.2"/></g>${words.svg}`;
};
