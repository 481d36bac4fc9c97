/** A mix of components is the same mix of their scores: no request, and no matrix. */
import type { Direction, Reading, Weight } from '../../api/types';
import { isMix, isNamed } from '../../state/residuals/view';

/** A direction as weights of components; a stored one is none. */
export function weightsOf(direction: Direction): readonly Weight[] | undefined {
  if (isNamed(direction)) return undefined;
  return isMix(direction) ? direction : [{ component: direction, weight: 1 }];
}

/** Length 1; components are unit vectors at right angles. All zeros stay so. */
export function normalized(weights: readonly Weight[]): Weight[] {
  const length = Math.hypot(...weights.map(({ weight }) => weight));
  return weights
    .filter(({ weight }) => weight !== 0)
    .map(({ component, weight }) => ({ component, weight: weight / length }));
}

/** Σ w_c · column_c. */
export function mixed(
  weights: readonly Weight[],
  columns: readonly Float32Array[],
  rows: number,
): Float32Array {
  const sum = new Float32Array(rows);
  for (const { component, weight } of weights) {
    const column = columns[component - 1];
    if (!column) continue;
    for (let row = 0; row < rows; row += 1) {
      sum[row] = (sum[row] as number) + weight * (column[row] as number);
    }
  }
  return sum;
}

/** The centre's own coordinate along a mix: added to a score it gives the dot product. */
export const centerOf = (weights: readonly Weight[], centers: readonly number[]): number =>
  weights.reduce((sum, { component, weight }) => sum + weight * (centers[component - 1] ?? 0), 0);

/**
 * Scores from the centre, read as a dot product, as they are, or as a cosine from the origin.
 *
 * `lengths` are squared, from the origin; a row without length has no angle, and reads as 0.
 */
export function readAs(
  reading: Reading,
  scores: Float32Array,
  center: number,
  lengths: Float32Array | undefined,
): Float32Array {
  if (reading === 'centered') return scores;
  return scores.map((score, row) => {
    const dot = score + center;
    if (reading === 'dot') return dot;
    const squared = lengths?.[row] ?? 0;
    return squared > 0 ? Math.max(-1, Math.min(1, dot / Math.sqrt(squared))) : 0;
  });
}

/** Of the rows' sizes, all but this share lie within the scale: the few beyond take its last colour. */
const BEYOND = 0.005;
/** Sorting all rows of a large capture at each step of a slider would take longer than colouring what is seen. */
const SORTED = 4096;

/** What the scale of colours ends at, both ways; position 0, often a hundred times as long, is left out. */
export function rangeOf(values: Float32Array, offsets: readonly number[]): number {
  const sizes = values.map(Math.abs);
  const rest = sizes.length > offsets.length - 1 ? withoutFirsts(sizes, offsets) : sizes;
  const step = Math.max(1, Math.ceil(rest.length / SORTED));
  const among = step === 1 ? rest : rest.filter((_, row) => row % step === 0);
  among.sort();
  return among[Math.ceil((1 - BEYOND) * among.length) - 1] ?? 0;
}

function withoutFirsts(sizes: Float32Array, offsets: readonly number[]): Float32Array {
  const rest = new Float32Array(sizes.length - (offsets.length - 1));
  for (let prompt = 0; prompt + 1 < offsets.length; prompt += 1) {
    const [start = 0, end = 0] = [offsets[prompt], offsets[prompt + 1]];
    rest.set(sizes.subarray(start + 1, end), start - prompt);
  }
  return rest;
}
