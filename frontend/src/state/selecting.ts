/** Selections as sets of ids: replaced, added to, taken from, narrowed. Pure. */
import type { Selection } from '../api/types';
import { idsText, MAX_IDS_TEXT, parseIds } from './ids';

export const WAYS = ['replace', 'add', 'remove', 'intersect'] as const;
export type Way = (typeof WAYS)[number];

/** `now` changed by `found`, ascending. */
export function combine(way: Way, now: Iterable<number>, found: Iterable<number>): number[] {
  const before = new Set(now);
  const change = new Set(found);
  const ids = {
    replace: () => [...change],
    add: () => [...before, ...change],
    remove: () => [...before].filter((id) => !change.has(id)),
    intersect: () => [...before].filter((id) => change.has(id)),
  }[way]();
  return [...new Set(ids)].sort((a, b) => a - b);
}

/** What came of a selection: taken, empty, or longer as text than a stored view may hold. */
export type Outcome =
  | { kind: 'taken'; selection: Selection; n: number }
  | { kind: 'empty' }
  | { kind: 'too-long'; ids: number[]; characters: number; fitting: number };

/** How many of the ids, from the lowest on, fit into a stored view. */
function fitting(ids: readonly number[]): number {
  let least = 0;
  let most = ids.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (idsText(ids.slice(0, middle)).length <= MAX_IDS_TEXT) least = middle;
    else most = middle - 1;
  }
  return least;
}

/** A selection of one point set; nothing is cut off in silence. */
export function selected(pointSet: string, ids: readonly number[]): Outcome {
  if (ids.length === 0) return { kind: 'empty' };
  const text = idsText(ids);
  if (text.length > MAX_IDS_TEXT) {
    return { kind: 'too-long', ids: [...ids], characters: text.length, fitting: fitting(ids) };
  }
  return { kind: 'taken', selection: { point_set: pointSet, ids: text }, n: ids.length };
}

const NONE: readonly number[] = [];
// Read in every panel that shows it; ten thousand ids are not split apart each time.
let last: { text: string; n: number; ids: readonly number[] } | undefined;

/** The ids selected in a point set of `n` points: none where another set's are. */
export function idsOf(
  selection: Selection | null,
  pointSet: string,
  n: number = Number.POSITIVE_INFINITY,
): readonly number[] {
  if (selection?.point_set !== pointSet) return NONE;
  if (last?.text !== selection.ids || last.n !== n) {
    last = { text: selection.ids, n, ids: parseIds(selection.ids, n) ?? NONE };
  }
  return last.ids;
}
