/** Lengths of points, from what the server calls norms. Remembered by identity. */
import { column } from './blocks';
import type { Matrix } from './npy';

/** Of squared lengths from the basis's centre, from the rows' mean and from the origin, the last. */
const FROM_ORIGIN = 2;

const known = new WeakMap<Matrix, Float32Array>();

/** The length of each row, from the origin. */
export function lengths(norms: Matrix): Float32Array {
  let found = known.get(norms);
  if (!found) {
    found = column(norms, FROM_ORIGIN).map(Math.sqrt);
    known.set(norms, found);
  }
  return found;
}
