/** The scene as a picture to take away: an SVG with what the axes are and the line that stands below it. */

export interface Composition {
  width: number;
  height: number;
  /** The drawn points, as a data URL. */
  image: string;
  /** What stands upon them as SVG already: numbers of positions. */
  above: string;
  /** "x: PC1 · 85.1 %", one for each axis. */
  axes: readonly string[];
  provenance: string;
  title: string;
  colors: { background: string; ink: string; faint: string; line: string };
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

// What no XML document may hold, escaped or not.
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

export const escapeXml = (text: string): string =>
  text.replace(NOT_XML, '\ufffd').replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);

const FONT = 'ui-sans-serif, system-ui, -apple-system, Segoe UI, Roboto, sans-serif';
const PAD = 16;
const SIZE = 12;
const LEADING = 17;
/** A letter's width, on the wide side: there is nothing to measure with here. */
const LETTER = SIZE * 0.56;

/** Words into lines of so many letters at most. */
export function wrap(text: string, letters: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > letters) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** How tall the whole picture is, with its lines of text. */
export function composed(input: Composition): { svg: string; height: number } {
  const { width, height, colors } = input;
  const letters = Math.max(20, Math.floor((width - 2 * PAD) / LETTER));
  const axes = wrap(input.axes.join('    '), letters);
  const lines = [...axes, ...wrap(input.provenance, letters)];
  const whole = height + PAD + lines.length * LEADING + PAD / 2;
  const texts = lines.map((line, index) => {
    const fill = index < axes.length ? colors.ink : colors.faint;
    const y = height + PAD + index * LEADING + SIZE * 0.6;
    return `<text x="${PAD}" y="${y}" fill="${fill}" xml:space="preserve">${escapeXml(line)}</text>`;
  });
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" role="img">`,
    `<title>${escapeXml(input.title)}</title>`,
    `<desc>${escapeXml([...input.axes, input.provenance].join('. '))}</desc>`,
    `<rect width="${width}" height="${whole}" fill="${colors.background}"/>`,
    `<image width="${width}" height="${height}" href="${escapeXml(input.image)}"/>`,
    `<svg width="${width}" height="${height}">${input.above}</svg>`,
    `<path d="M0 ${height + 0.5}H${width}" stroke="${colors.line}"/>`,
    `<g font-family="${FONT}" font-size="${SIZE}">${texts.join('')}</g>`,
    '</svg>',
  ].join('\n');
  return { svg, height: whole };
}
