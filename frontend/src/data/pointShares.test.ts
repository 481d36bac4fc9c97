import { describe, expect, it } from 'vitest';
import { histogram, largest, mean, sharesInside, smallest, spread } from './pointShares';

/** Rows (i, j) far from the origin, in a rotated orthonormal basis of three dimensions. */
const U = [
  [2 / 3, 2 / 3, 1 / 3],
  [-2 / 3, 1 / 3, 2 / 3],
  [1 / 3, -2 / 3, 2 / 3],
];
const ROWS = Array.from({ length: 9 }, (_, i) => [
  5 + Math.sin(i),
  -3 + Math.cos(3 * i),
  1 + ((i * i) % 7) / 3,
]);
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
const less = (a: readonly number[], b: readonly number[]) => a.map((v, i) => v - (b[i] ?? 0));
const MEAN = [0, 1, 2].map((j) => ROWS.reduce((sum, row) => sum + (row[j] ?? 0), 0) / 9);
/** The basis was fitted on other rows: its centre is not the mean of these. */
const CENTER = [4, -1, 0.5];

const columns = U.map((u) => Float32Array.from(ROWS, (row) => dot(less(row, CENTER), u)));
const about = (point: readonly number[]) =>
  Float32Array.from(ROWS, (row) => dot(less(row, point), less(row, point)));

describe('shares inside the first components', () => {
  it.each([1, 2, 3])('about the rows’ own mean agree with a dense projection, k = %i', (k) => {
    const found = sharesInside(columns.slice(0, k), columns.slice(0, k).map(mean), about(MEAN));
    for (const [i, row] of ROWS.entries()) {
      const x = less(row, MEAN);
      const inside = U.slice(0, k).reduce((sum, u) => sum + dot(x, u) ** 2, 0);
      expect(found[i]).toBeCloseTo(inside / dot(x, x), 5);
    }
  });

  it.each([1, 2, 3])('about the origin take the centre’s scores back in, k = %i', (k) => {
    const from = U.slice(0, k).map((u) => -dot(CENTER, u));
    const found = sharesInside(columns.slice(0, k), from, about([0, 0, 0]));
    for (const [i, row] of ROWS.entries()) {
      const inside = U.slice(0, k).reduce((sum, u) => sum + dot(row, u) ** 2, 0);
      expect(found[i]).toBeCloseTo(inside / dot(row, row), 5);
    }
  });

  it('are not above one, whatever rounding says', () => {
    expect([...sharesInside([Float32Array.of(2)], [0], Float32Array.of(3.9999998))]).toEqual([1]);
  });

  it('are no number for a row without length', () => {
    const found = sharesInside([Float32Array.of(0, 1)], [0], Float32Array.of(0, 1));
    expect([...found]).toEqual([Number.NaN, 1]);
  });
});

describe('the points that stand out', () => {
  const values = [0.3, Number.NaN, 0.9, 0.1, 0.9, 0.2];
  it('are the largest first, ties by id', () => {
    expect(largest(values, 3)).toEqual([2, 4, 0]);
  });
  it('are the smallest first', () => {
    expect(smallest(values, 2)).toEqual([3, 5]);
  });
  it('are all there are, if there are fewer', () => {
    expect(largest(values, 9)).toEqual([2, 4, 0, 5, 3]);
  });
});

it('tells the spread of what is a number', () => {
  const found = spread(Float64Array.from([4, 1, Number.NaN, 2, 3, 5]));
  expect(found).toEqual({ n: 5, mean: 3, low: 1.2, median: 3, high: 4.8 });
});

it('counts values into equal parts, the end in the last', () => {
  expect(histogram([0, 0.1, 0.25, 0.5, 1, Number.NaN], 0.5, 2)).toEqual([2, 2]);
});
