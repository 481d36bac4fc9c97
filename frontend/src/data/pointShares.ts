/** How much of each point lies inside chosen components, and which points stand out. */

/** Rows this much shorter than the longest have no direction to speak of: only rounding. */
const NO_LENGTH = 1e-12;

/** A column's mean, summed in double precision. */
export function mean(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length > 0 ? sum / values.length : Number.NaN;
}

/**
 * Each point's share of squared length inside the components given, in [0, 1]; NaN where it has no length.
 * `columns` are scores, one component each; `from[j]` is taken off the j-th before squaring: the column's
 * mean for lengths about the rows' mean, minus the centre's score for lengths about the origin.
 * `squared` are the points' whole squared lengths about the same point.
 */
export function sharesInside(
  columns: readonly Float32Array[],
  from: readonly number[],
  squared: Float32Array,
): Float64Array {
  const n = squared.length;
  const shares = new Float64Array(n);
  for (const [j, column] of columns.entries()) {
    const origin = from[j] ?? 0;
    for (let i = 0; i < n; i += 1) {
      const along = (column[i] as number) - origin;
      shares[i] = (shares[i] as number) + along * along;
    }
  }
  let longest = 0;
  for (const length of squared) if (length > longest) longest = length;
  for (let i = 0; i < n; i += 1) {
    const length = squared[i] as number;
    // Scores and lengths are rounded apart, to float32 each: a share may come out a little above one.
    shares[i] =
      length > NO_LENGTH * longest ? Math.min(1, (shares[i] as number) / length) : Number.NaN;
  }
  return shares;
}

/** The ids of the `count` largest values, largest first; NaN is none. Ties go to the lower id. */
export function largest(values: ArrayLike<number>, count: number, sign: 1 | -1 = 1): number[] {
  const found: number[] = [];
  const value = (id: number) => sign * (values[id] as number);
  for (let id = 0; id < values.length; id += 1) {
    const here = value(id);
    const last = found.at(-1);
    if (Number.isNaN(here) || count < 1) continue;
    if (found.length === count && last !== undefined && here <= value(last)) continue;
    let at = found.length;
    while (at > 0 && here > value(found[at - 1] as number)) at -= 1;
    found.splice(at, 0, id);
    if (found.length > count) found.pop();
  }
  return found;
}

export const smallest = (values: ArrayLike<number>, count: number): number[] =>
  largest(values, count, -1);

export interface Spread {
  n: number;
  mean: number;
  low: number;
  median: number;
  high: number;
}

/** Mean, median and the 5 % and 95 % quantiles (linear between values) of what is a number. */
export function spread(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const n = sorted.length;
  const quantile = (q: number): number => {
    const at = q * (n - 1);
    const below = sorted[Math.floor(at)] ?? Number.NaN;
    const above = sorted[Math.ceil(at)] ?? Number.NaN;
    return below + (at - Math.floor(at)) * (above - below);
  };
  const sum = sorted.reduce((total, value) => total + value, 0);
  return { n, mean: sum / n, low: quantile(0.05), median: quantile(0.5), high: quantile(0.95) };
}

/** How many values fall into each of `bins` equal parts of [0, end]; the last part holds its end. */
export function histogram(values: ArrayLike<number>, end: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (!(value >= 0 && value <= end)) continue;
    const bin = Math.min(bins - 1, Math.floor((value / end) * bins));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}
