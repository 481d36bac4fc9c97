import { describe, expect, it } from 'vitest';
import { byPosition, quantile } from './byPosition';
import { extremes, histogram } from './extremes';

const OFFSETS = [0, 3, 4, 6];
const VALUES = Float32Array.of(10, 1, -2, 20, 30, 4);

describe('by position', () => {
  it('sums up over the prompts that are as long', () => {
    const { n, mean, deviation, low, high } = byPosition(VALUES, OFFSETS);
    expect([...n]).toEqual([3, 2, 1]);
    expect([...mean]).toEqual([20, 2.5, -2]);
    // numpy.std, which divides by n.
    expect(deviation[0]).toBeCloseTo(8.16496580927726, 12);
    expect([...deviation.subarray(1)]).toEqual([1.5, 0]);
    expect(low[0]).toBeCloseTo(11, 12);
    expect(high[0]).toBeCloseTo(29, 12);
  });

  it('takes quantiles as numpy does', () => {
    const sorted = Float32Array.of(1, 2, 4, 8, 16);
    expect(quantile(sorted, 0.05)).toBeCloseTo(1.2, 6);
    expect(quantile(sorted, 0.95)).toBeCloseTo(14.4, 6);
    expect(quantile(Float32Array.of(7), 0.95)).toBe(7);
  });
});

describe('extremes', () => {
  const ids = [5, 6, 5, 6, 7, 5];
  const all = Uint32Array.of(0, 1, 2, 3, 4, 5);
  const rows = (ends: { row: number; more: number }[]) => ends.map(({ row, more }) => [row, more]);

  it('are the furthest both ways, ties in the order of the rows', () => {
    const asked = { values: Float32Array.of(1, 3, 3, -1, 0, -1), ids, rows: all, grouped: false };
    const { highest, lowest } = extremes({ ...asked, most: 3 });
    expect(highest.map(({ row }) => row)).toEqual([1, 2, 0]);
    expect(lowest.map(({ row }) => row)).toEqual([3, 5, 4]);
  });

  it('name each token once, at its furthest, and count the others', () => {
    const { highest, lowest } = extremes({
      values: VALUES,
      ids,
      rows: all,
      most: 2,
      grouped: true,
    });
    expect(rows(highest)).toEqual([
      [4, 0],
      [3, 1],
    ]);
    expect(rows(lowest)).toEqual([
      [2, 2],
      [1, 1],
    ]);
  });

  it('are of the rows that take part', () => {
    const asked = { values: VALUES, ids, rows: Uint32Array.of(1, 2, 5), most: 9, grouped: false };
    expect(extremes(asked).highest.map(({ row }) => row)).toEqual([5, 1, 2]);
  });
});

describe('histogram', () => {
  it('counts every value once, with an edge at 0', () => {
    const { low, width, counts } = histogram(VALUES, Uint32Array.of(0, 1, 2, 3, 4, 5), 16);
    expect(counts.reduce((sum, n) => sum + n)).toBe(6);
    expect(low).toBe(-2);
    expect(width).toBe(2);
    expect(counts[0]).toBe(1);
    expect(Number.isInteger(low / width)).toBe(true);
  });

  it('has one bin for values that are all the same, and for none', () => {
    expect(histogram(Float32Array.of(3, 3), Uint32Array.of(0, 1), 40).counts).toEqual([2]);
    expect(histogram(new Float32Array(), new Uint32Array(), 40).counts).toEqual([0]);
  });
});
