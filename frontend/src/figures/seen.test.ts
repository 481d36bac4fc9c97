import { describe, expect, it } from 'vitest';
import { gramOf, type SeenAxis, shareSeen } from './seen';

const D = 7;
const N = 40;

/** The same numbers on every run. */
function randoms(seed: number) {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647 - 0.5;
  };
}
const next = randoms(11);
const vector = () => Array.from({ length: D }, next);
const dot = (a: number[], b: number[]) => a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);
const unit = (a: number[]) => a.map((v) => v / Math.sqrt(dot(a, a)));

/** The share by least squares: solve the normal equations densely, and compare lengths. */
function reference(axes: number[][], x: number[]): number {
  const m = axes.length;
  const rows = axes.map((a) => [...axes.map((b) => dot(a, b)), dot(a, x)]);
  for (let i = 0; i < m; i += 1) {
    const pivot = rows[i] as number[];
    for (let j = 0; j < m; j += 1) {
      if (j === i) continue;
      const row = rows[j] as number[];
      const by = (row[i] ?? 0) / (pivot[i] ?? 1);
      for (let k = 0; k <= m; k += 1) row[k] = (row[k] ?? 0) - by * (pivot[k] ?? 0);
    }
  }
  const weights = rows.map((row, i) => (row[m] ?? 0) / (row[i] ?? 1));
  const inside = Array.from({ length: D }, (_, d) =>
    weights.reduce((sum, w, i) => sum + w * (axes[i]?.[d] ?? 0), 0),
  );
  return dot(inside, inside) / dot(x, x);
}

const points = Array.from({ length: N }, vector);
const squares = Float32Array.from(points, (x) => dot(x, x));
const along = (axis: number[]) => Float32Array.from(points, (x) => dot(axis, x));
const component = (i: number) => Array.from({ length: D }, (_, d) => Number(d === i - 1));
const direction = unit(vector());
const named: SeenAxis = { name: 'd-a', cosines: direction };

function expectReference(axes: SeenAxis[], vectors: number[][], independent = vectors) {
  const found = shareSeen(vectors.map(along), squares, gramOf(axes) ?? []);
  for (const [i, x] of points.entries()) {
    expect(found[i]).toBeCloseTo(reference(independent, x), 5);
  }
}

describe('shareSeen', () => {
  it('is the sum of squares over the whole for components', () => {
    expectReference([1, 4, 2], [component(1), component(4), component(2)]);
  });

  it('counts a component once that is on two axes', () => {
    const twice = [component(3), component(3), component(5)];
    expectReference([3, 3, 5], twice, [component(3), component(5)]);
  });

  it('takes a direction for what it adds to the components', () => {
    const vectors = [component(1), direction, component(2)];
    expectReference([1, named, 2], vectors);
  });

  it('counts a direction once that is on two axes, or that is a component', () => {
    expectReference(
      [named, named, 2],
      [direction, direction, component(2)],
      [direction, component(2)],
    );
    const same: SeenAxis = { name: 'd-b', cosines: component(2) };
    expectReference(
      [2, same, 1],
      [component(2), component(2), component(1)],
      [component(2), component(1)],
    );
  });

  it('sees the whole of a point at the centre, and never more than the whole of any', () => {
    expect([
      ...shareSeen([new Float32Array([0, 2])], new Float32Array([0, 3.9999]), [[1]]),
    ]).toEqual([1, 1]);
  });

  it('is not known for two directions', () => {
    expect(gramOf([named, { name: 'd-c', cosines: [] }, 1])).toBeUndefined();
  });
});
