/** Tokens made legible: what is invisible, or would disturb the text around it, is spelled out. */

export interface Piece {
  text: string;
  /** A stand-in for what cannot be seen, to be set apart from the token's own characters. */
  mark: boolean;
}

const NAMED: Record<string, string> = { ' ': '␣', '\n': '↵', '\t': '⇥', '\r': '␍' };

// Controls, formats (bidi marks, zero-width), separators other than the space, unassigned, private
// use and lone surrogates; then what counts as a letter, a symbol or a mark and draws nothing.
const UNSEEN = new RegExp(
  [
    String.raw`[\p{C}\p{Z}]`,
    String.raw`[\u115f\u1160\u3164\uffa0\u2800]`,
    String.raw`\p{Variation_Selector}`,
    String.raw`\u034f`,
  ].join('|'),
  'u',
);
const COMBINING = /^\p{M}/u;

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

export function pieces(token: string): Piece[] {
  const found: Piece[] = [];
  const add = (text: string, mark: boolean) => {
    const last = found.at(-1);
    if (last && last.mark === mark) last.text += text;
    else found.push({ text, mark });
  };
  for (const character of token) {
    const named = NAMED[character];
    if (named !== undefined) add(named, true);
    else if (UNSEEN.test(character)) add(escaped(character), true);
    // An accent with nothing of its own to sit on would climb onto the quotation mark.
    else if (COMBINING.test(character) && (found.length === 0 || found.at(-1)?.mark))
      add(`◌${character}`, false);
    else add(character, false);
  }
  return found;
}

/** The same as one string. */
export const legible = (token: string): string =>
  pieces(token)
    .map((piece) => piece.text)
    .join('');

/** And in quotes. */
export const quote = (token: string): string => `“${legible(token)}”`;
