/** What rows with no preferred direction would give: the level that a number is read against. */

/** Points of Simpson's rule in each piece; the integrands are smooth. */
const STEPS = 16;

function simpson(f: (t: number) => number, a: number, b: number): number {
  const h = (b - a) / STEPS;
  let sum = f(a) + f(b);
  for (let i = 1; i < STEPS; i += 1) sum += (i % 2 === 1 ? 4 : 2) * f(a + i * h);
  return (sum * h) / 3;
}

/**
 * How many of `n` random directions in `d` dimensions have their share inside a fixed k-dimensional subspace
 * between neighbouring `edges` of [0, 1]: the share is Beta(k/2, (d − k)/2) (Anderson 2003, §2.7).
 * Nothing where 2 > d − k, whose density runs away at 1.
 */
export function chanceCounts(
  k: number,
  d: number,
  edges: readonly number[],
  n: number,
): number[] | undefined {
  if (k < 1 || d - k < 2) return undefined;
  // With share = t² the density is t^(k−1) (1 − t²)^((d−k)/2 − 1), which is finite everywhere.
  const power = (d - k) / 2 - 1;
  const log = (t: number) =>
    (k > 1 ? (k - 1) * Math.log(t) : 0) + (power > 0 ? power * Math.log1p(-t * t) : 0);
  const peak = log(Math.sqrt(Math.max(0, k - 1) / Math.max(1, k - 1 + 2 * power)));
  const density = (t: number) => Math.exp(log(t) - (Number.isFinite(peak) ? peak : 0));
  // Fine pieces, since for large d the density is narrow.
  const mass = (a: number, b: number) => {
    const pieces = Math.max(1, Math.ceil((b - a) * 64));
    let sum = 0;
    for (let i = 0; i < pieces; i += 1) {
      sum += simpson(density, a + ((b - a) * i) / pieces, a + ((b - a) * (i + 1)) / pieces);
    }
    return sum;
  };
  const all = mass(0, 1);
  return edges
    .slice(1)
    .map((edge, i) => (n * mass(Math.sqrt(edges[i] ?? 0), Math.sqrt(Math.min(1, edge)))) / all);
}

export interface Isotropic {
  stableRank: number;
  participationRatio: number;
}

/**
 * Stable rank and participation ratio of `n` independent Gaussian rows in `d` dimensions, to leading order:
 * E(tr S)² / E tr S² of a Wishart matrix S, and nd / (√n + √d)², its largest eigenvalue being at the edge
 * (√n + √d)² (Marchenko & Pastur 1967; Geman 1980). Rows about their mean count as n − 1.
 */
export function isotropic(n: number, d: number, centered: boolean): Isotropic {
  const rows = centered ? n - 1 : n;
  if (rows < 1) return { stableRank: Number.NaN, participationRatio: Number.NaN };
  return {
    stableRank: (rows * d) / (Math.sqrt(rows) + Math.sqrt(d)) ** 2,
    participationRatio: (rows * d + 2) / (rows + d + 1),
  };
}

/**
 * Shares of the variance along the first `count` components of `n` Gaussian rows in `d` dimensions: quantiles
 * of the law of Marchenko and Pastur at (j − ½)/m for the m = min(n, d) components that there are.
 */
export function isotropicShares(n: number, d: number, count: number, centered: boolean): number[] {
  const rows = centered ? n - 1 : n;
  const m = Math.min(rows, d);
  if (m < 1) return [];
  const ratio = m / Math.max(rows, d);
  const [low, high] = [(1 - Math.sqrt(ratio)) ** 2, (1 + Math.sqrt(ratio)) ** 2];
  // λ = low + (high − low) sin²θ takes both square roots out of the density.
  const at = (theta: number) => low + (high - low) * Math.sin(theta) ** 2;
  const density = (theta: number) => {
    const sine = Math.sin(theta) * Math.cos(theta);
    // At ratio 1 the lower edge is 0, where sin²·cos²/λ tends to 1/(high − low).
    return at(theta) > 0 ? (sine * sine) / at(theta) : 1 / (high - low);
  };
  const GRID = 2048;
  const masses = new Float64Array(GRID + 1);
  for (let i = 1; i <= GRID; i += 1) {
    const theta = ((i - 0.5) * Math.PI) / (2 * GRID);
    masses[i] = (masses[i - 1] ?? 0) + density(theta);
  }
  const all = masses[GRID] ?? 1;
  let from = GRID;
  const lambdas = Array.from({ length: m }, (_, j) => {
    const wanted = (1 - (j + 0.5) / m) * all;
    while (from > 0 && (masses[from - 1] ?? 0) > wanted) from -= 1;
    const below = masses[from - 1] ?? 0;
    const part = (wanted - below) / ((masses[from] ?? 0) - below || 1);
    return at(((from - 1 + part) * Math.PI) / (2 * GRID));
  });
  const sum = lambdas.reduce((total, lambda) => total + lambda, 0);
  return lambdas.slice(0, count).map((lambda) => lambda / sum);
}

/** Half the width of the 5–95 % range of the cosine of two random directions, for d that is not tiny. */
export const cosineRange = (d: number): number => 1.645 / Math.sqrt(d);

const SIMPSON = 1_000;

/** ∫ sin^power from 0 to an angle, by Simpson's rule. */
function sinePower(power: number, to: number): number {
  const h = to / SIMPSON;
  let sum = Math.sin(to) ** power;
  for (let i = 1; i < SIMPSON; i += 1) sum += (i % 2 === 0 ? 2 : 4) * Math.sin(i * h) ** power;
  return (sum * h) / 3;
}

const largest = new Map<string, number>();

/**
 * The median of the largest cosine of one direction with n random ones in d dimensions: what a nearest
 * neighbour has by chance. The angle's density is proportional to sin(θ)^(d − 2).
 */
export function largestCosine(d: number, n: number): number {
  if (d < 2 || n < 1) return 1;
  const key = `${d} ${n}`;
  const known = largest.get(key);
  if (known !== undefined) return known;
  const wanted = -Math.expm1(-Math.LN2 / n) * sinePower(d - 2, Math.PI);
  let [low, high] = [0, Math.PI];
  for (let i = 0; i < 50; i += 1) {
    const middle = (low + high) / 2;
    if (sinePower(d - 2, middle) < wanted) low = middle;
    else high = middle;
  }
  const found = Math.cos((low + high) / 2);
  largest.set(key, found);
  return found;
}
