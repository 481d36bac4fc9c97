/** The box around all points, shown or not: hiding one set must not move the other. */
import type { Aspect } from '../api/types';
import type { Columns, PointColumns } from '../data/columns';
import { AXIS_NAMES, type AxisName } from '../state/view';

export type Range = [number, number];
export type Ranges = Record<AxisName, Range>;

const MARGIN = 1 / 32;

// By identity: a column's ends are looked for once, not at every toggle.
const known = new WeakMap<Float32Array, Range>();

export function extent(values: Float32Array): Range {
  const before = known.get(values);
  if (before) return before;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const found: Range = [low, high];
  known.set(values, found);
  return found;
}

export function ranges(points: PointColumns): Ranges {
  const sets = Object.values(points).filter((set): set is Columns => set !== undefined);
  const along = (axis: AxisName): Range => {
    const ends = sets.map((set) => extent(set[axis])).filter(([low, high]) => low <= high);
    if (ends.length === 0) return [-1, 1];
    const low = Math.min(...ends.map(([end]) => end));
    const high = Math.max(...ends.map(([, end]) => end));
    const pad = high > low ? (high - low) * MARGIN : 1;
    return [low - pad, high + pad];
  };
  return { x: along('x'), y: along('y'), z: along('z') };
}

/**
 * The scene's proportions. `data` keeps one scale for all axes, with the diagonal of the unit cube,
 * so that the camera sees the whole of either. (plotly's own `data` mode takes the shown points'
 * extents, and would change when a set is hidden.)
 */
export function proportions(box: Ranges, aspect: Aspect): Record<AxisName, number> {
  if (aspect === 'cube') return { x: 1, y: 1, z: 1 };
  const sides = AXIS_NAMES.map((axis) => box[axis][1] - box[axis][0]);
  const scale = Math.sqrt(3) / Math.hypot(...sides);
  const [x = 1, y = 1, z = 1] = sides.map((side) => side * scale);
  return { x, y, z };
}
