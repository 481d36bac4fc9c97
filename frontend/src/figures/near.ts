/** Who is near a point: in the full space, and in the three coordinates on show. */
import type { Columns } from '../data/columns';
import { AXIS_NAMES, type AxisName } from '../state/view';
import type { Ranges } from './ranges';

export interface Near {
  id: number;
  cosine: number;
  /** 1 for the nearest of all by cosine in the full space. */
  rank: number;
}

/** Lines are drawn to so many of each kind. */
export const LINES = 8;
/** What is among so many true neighbours does not only look near. */
export const TRULY_NEAR = 50;

/** Indices of the k least values but one; of equals the first. */
function least(value: (index: number) => number, n: number, self: number, k: number): number[] {
  const best: { index: number; at: number }[] = [];
  for (let index = 0; index < n; index += 1) {
    if (index === self) continue;
    const at = value(index);
    if (best.length === k && !(at < (best[k - 1]?.at ?? 0))) continue;
    let place = best.length;
    while (place > 0 && at < (best[place - 1]?.at ?? 0)) place -= 1;
    best.splice(place, 0, { index, at });
    if (best.length > k) best.pop();
  }
  return best.map(({ index }) => index);
}

/** How many come before, and itself: points of the same cosine stand in the order of their ids. */
export function rankOf(cosines: Float32Array, self: number, id: number): number {
  const own = cosines[id] ?? 0;
  let rank = 1;
  for (let other = 0; other < cosines.length; other += 1) {
    if (other === self || other === id) continue;
    const cosine = cosines[other] as number;
    if (cosine > own || (cosine === own && other < id)) rank += 1;
  }
  return rank;
}

/** The k points of the largest cosine in the full space, exactly: every point is compared. */
export function trueNeighbors(cosines: Float32Array, self: number, k = LINES): Near[] {
  const ids = least((index) => -(cosines[index] as number), cosines.length, self, k);
  return ids.map((id, at) => ({ id, cosine: cosines[id] ?? 0, rank: at + 1 }));
}

/**
 * The k nearest in the picture that are not among the true ones.
 *
 * @param box the scene's ends, and `sides` its proportions: near is what the eye sees as near
 * @param drawn ids that are drawn, where some are switched off
 */
export function apparentNeighbors(
  {
    columns,
    box,
    sides,
    drawn,
  }: {
    columns: Columns;
    box: Ranges;
    sides: Record<AxisName, number>;
    drawn?: Uint32Array | undefined;
  },
  cosines: Float32Array,
  self: number,
  k = LINES,
): Near[] {
  const along = AXIS_NAMES.map((axis) => {
    const [low, high] = box[axis];
    const values = columns[axis];
    return { values, own: values[self] ?? 0, scale: sides[axis] / (high - low || 1) };
  });
  const apart = (id: number) =>
    along.reduce((sum, { values, own, scale }) => {
      const difference = ((values[id] ?? 0) - own) * scale;
      return sum + difference * difference;
    }, 0);
  const wanted = k + TRULY_NEAR;
  const n = drawn ? drawn.length : columns.x.length;
  const id = (index: number) => (drawn ? (drawn[index] ?? 0) : index);
  const at = drawn ? drawn.indexOf(self) : self;
  return least((index) => apart(id(index)), n, at, wanted)
    .map((index) => ({ id: id(index), cosine: cosines[id(index)] ?? 0 }))
    .map((near) => ({ ...near, rank: rankOf(cosines, self, near.id) }))
    .filter(({ rank }) => rank > TRULY_NEAR)
    .slice(0, k);
}
