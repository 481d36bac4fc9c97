/** A token as it stands in a prompt: short marks for white space, since a prompt is full of it. */
import { type Piece, pieces } from '../quote';

const SHORT: Record<string, string> = { '␣': '·', '⇥': '→' };

/** Of a token without text, a stroke: something must be there to point at. */
const NOTHING: readonly Piece[] = [{ text: '∅', mark: true }];

export function tokenPieces(token: string): readonly Piece[] {
  if (token === '') return NOTHING;
  return pieces(token).map(({ text, mark }) =>
    mark ? { text: text.replaceAll(/[␣⇥]/g, (sign) => SHORT[sign] ?? sign), mark } : { text, mark },
  );
}
