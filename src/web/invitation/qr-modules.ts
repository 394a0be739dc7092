import qrcode from 'qrcode-generator';

/** The light border around a code that readers need, in modules (ISO/IEC 18004 §6.3.8). */
export const QUIET = 4;

/** A QR code as an SVG path; one unit is a module, the border not counted. */
export interface Modules {
  /** Modules along a side. */
  readonly count: number;
  readonly path: string;
}

/**
 * The QR code of a link. With correction `M` 15 % of it may be unreadable, with `Q` 25 %: for pictures that are forwarded,
 * shrunk and photographed.
 */
export const modulesOf = (link: string, correction: 'M' | 'Q'): Modules => {
  const code = qrcode(0, correction);
  code.addData(link);
  code.make();
  const count = code.getModuleCount();
  const runs: string[] = [];
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; ) {
      let end = column;
      while (end < count && code.isDark(row, end)) end += 1;
      if (end > column) runs.push(`M${column} ${row}h${end - column}v1h${column - end}z`);
      column = end + 1;
    }
  }
  return { count, path: runs.join('') };
};
