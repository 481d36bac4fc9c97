import { describe, expect, it } from 'vitest';
import { centerOf, mixed, normalized, rangeOf, readAs, weightsOf } from './mix';

const COLUMNS = [Float32Array.of(1, 0, -2), Float32Array.of(0, 3, 4)];

describe('a mix', () => {
  it('of one component is that component', () => {
    const weights = normalized(weightsOf(2) ?? []);
    expect(weights).toEqual([{ component: 2, weight: 1 }]);
    expect([...mixed(weights, COLUMNS, 3)]).toEqual([0, 3, 4]);
  });

  it('has length 1, whatever the sliders say', () => {
    const weights = normalized([
      { component: 1, weight: 30 },
      { component: 2, weight: 40 },
      { component: 3, weight: 0 },
    ]);
    expect(weights.map(({ weight }) => weight)).toEqual([0.6, 0.8]);
    const scores = mixed(weights, COLUMNS, 3);
    [0.6, 2.4, 2].forEach((score, row) => {
      expect(scores[row]).toBeCloseTo(score, 6);
    });
  });

  it('of nothing is nothing', () => {
    const weights = normalized([{ component: 1, weight: 0 }]);
    expect([...mixed(weights, COLUMNS, 3)]).toEqual([0, 0, 0]);
  });

  it('mixes the centre as it mixes the scores', () => {
    expect(centerOf(normalized([{ component: 2, weight: -2 }]), [5, 7])).toBe(-7);
  });

  it('is none of a stored direction', () => {
    expect(weightsOf('v-k3w9q2hd7m')).toBeUndefined();
  });
});

describe('readAs', () => {
  const scores = Float32Array.of(1, -2, 0);

  it('leaves scores from the centre as they are', () => {
    expect(readAs('centered', scores, 9, undefined)).toBe(scores);
  });

  it('adds the centre for a dot product', () => {
    expect([...readAs('dot', scores, 3, undefined)]).toEqual([4, 1, 3]);
  });

  it('divides by the length from the origin for a cosine, and gives what has no length none', () => {
    const cosines = readAs('cosine', scores, 3, Float32Array.of(25, 4, 0));
    expect(cosines[0]).toBeCloseTo(0.8, 6);
    expect(cosines[1]).toBeCloseTo(0.5, 6);
    expect(cosines[2]).toBe(0);
  });
});

describe('rangeOf', () => {
  it('leaves position 0 of each prompt out', () => {
    expect(rangeOf(Float32Array.of(900, 1, -3, -800, 2), [0, 3, 5])).toBe(3);
  });

  it('takes it where there is nothing else', () => {
    expect(rangeOf(Float32Array.of(-4), [0, 1])).toBe(4);
    expect(rangeOf(new Float32Array(0), [0])).toBe(0);
  });

  it('lets the few beyond take the last colour', () => {
    const values = Float32Array.from({ length: 1001 }, (_, row) => (row === 500 ? 1e6 : row % 10));
    expect(rangeOf(values, [0, 1001])).toBe(9);
  });
});
