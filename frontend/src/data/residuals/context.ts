/** A token of a prompt with what stands around it. */
import type { ShownOut } from '../../api/types';
import type { Piece } from '../quote';
import { rowsOf, tokenOf } from './rows';
import { tokenPieces } from './tokenText';

export interface InContext {
  name: readonly Piece[];
  before: readonly Piece[];
  after: readonly Piece[];
}

/** So many tokens to either side, as far as the prompt goes; an ellipsis where it goes on. */
export function inContext(
  { offsets, ids }: ShownOut,
  labels: readonly string[],
  row: number,
  around: number,
): InContext {
  const [first, end] = rowsOf(offsets, tokenOf(offsets, row)?.prompt ?? -1);
  const texts = (from: number, to: number) =>
    ids.slice(from, to).flatMap((id) => tokenPieces(labels[id] ?? `#${id}`));
  const from = Math.max(first, row - around);
  const to = Math.min(end, row + 1 + around);
  const more = { text: '…', mark: true };
  return {
    name: texts(row, row + 1),
    before: [...(from > first ? [more] : []), ...texts(from, row)],
    after: [...texts(row + 1, to), ...(to < end ? [more] : [])],
  };
}
