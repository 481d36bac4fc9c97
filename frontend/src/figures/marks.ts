/** Which positions carry a number: a few, and none upon another. */

import type { Columns } from '../data/columns';
import { AXIS_NAMES } from '../state/view';
import type { Ranges } from './ranges';

/** 0, 1, 2, 4, … and the last: close together at the start, where most happens. */
export function candidates(n: number): number[] {
  if (n <= 0) return [];
  const found = [0];
  for (let position = 1; position < n - 1; position *= 2) found.push(position);
  if (n > 1) found.push(n - 1);
  return found;
}

/** In sides of the box. Two numbers nearer than this overlap from wherever one looks. */
const APART = 0.055;

/** The rows that have room, in the order in which they are given the chance. */
export function spaced(columns: Columns, box: Ranges, rows: Iterable<number>): number[] {
  const place = (row: number) =>
    AXIS_NAMES.map((axis) => {
      const [low, high] = box[axis];
      return ((columns[axis][row] ?? 0) - low) / (high - low || 1);
    });
  const kept = new Map<number, number[]>();
  for (const row of rows) {
    const here = place(row);
    const free = [...kept.values()].every(
      (there) => Math.hypot(...here.map((value, axis) => value - (there[axis] ?? 0))) >= APART,
    );
    if (free) kept.set(row, here);
  }
  return [...kept.keys()];
}

/** The candidates that have room: the two ends come first, then from the start on. */
export function markedPositions(columns: Columns, box: Ranges): number[] {
  const all = candidates(columns.x.length);
  const ends = [all[0], all.at(-1)].filter((end) => end !== undefined);
  return spaced(columns, box, new Set([...ends, ...all])).sort((a, b) => a - b);
}
