/** Rows of scores are the shown tokens, prompt after prompt: which is whose. */
import type { TokenOf } from '../../api/types';

/** `offsets` has a last entry, the number of rows; nothing for a row that there is not. */
export function tokenOf(offsets: readonly number[], row: number): TokenOf | undefined {
  let [low, high] = [0, offsets.length - 2];
  if (row < 0 || row >= (offsets.at(-1) ?? 0)) return undefined;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] as number) <= row) low = middle;
    else high = middle - 1;
  }
  return { prompt: low, position: row - (offsets[low] as number) };
}

export function rowOf(
  offsets: readonly number[],
  token: TokenOf | null | undefined,
): number | undefined {
  const first = offsets[token?.prompt ?? -1];
  const end = offsets[(token?.prompt ?? -1) + 1];
  if (!token || first === undefined || end === undefined) return undefined;
  const row = first + token.position;
  return row < end ? row : undefined;
}

/** The rows of a prompt: from the first on, without the second. */
export const rowsOf = (offsets: readonly number[], prompt: number): [number, number] => [
  offsets[prompt] ?? 0,
  offsets[prompt + 1] ?? 0,
];

/** The position of each row in its prompt. */
export function positionsIn(offsets: readonly number[]): Uint32Array {
  const found = new Uint32Array(offsets.at(-1) ?? 0);
  for (let prompt = 0; prompt + 1 < offsets.length; prompt += 1) {
    const [first, end] = rowsOf(offsets, prompt);
    for (let row = first; row < end; row += 1) found[row] = row - first;
  }
  return found;
}

/** A column with each prompt's first row left empty: nothing draws it, and no range holds it. */
export function withoutFirsts(values: Float32Array, offsets: readonly number[]): Float32Array {
  const found = values.slice();
  for (let prompt = 0; prompt + 1 < offsets.length; prompt += 1) {
    const [first, end] = rowsOf(offsets, prompt);
    if (first < end) found[first] = Number.NaN;
  }
  return found;
}
