import { describe, expect, it } from 'vitest';
import type { AtPosition } from '../../api/types';
import { meanLoss, pairsOf, partAt } from './pairs';

const guesses = (...given: [number, number][]) =>
  given.map(([id, probability]) => ({ id, probability }));

const AT: AtPosition = {
  before: guesses([1, 0.5], [2, 0.2]),
  after: guesses([3, 0.9], [1, 0.05]),
  kl: 1,
  loss_before: 0.7,
  loss_after: null,
};

describe('the most likely tokens before and after', () => {
  it('are those of either, the likeliest first', () => {
    expect(pairsOf(AT).map(({ id }) => id)).toEqual([3, 1, 2]);
  });

  it('say only a bound where one side kept no number', () => {
    const [third, first] = pairsOf(AT);
    expect(third?.before).toEqual({ probability: undefined, below: 0.2 });
    expect(first).toEqual({
      id: 1,
      before: { probability: 0.5, below: 0.2 },
      after: { probability: 0.05, below: 0.05 },
    });
  });

  it('part where the continuations first differ', () => {
    expect(partAt([1, 2, 3], [1, 9, 3])).toBe(1);
    expect(partAt([1, 2], [1, 2, 3])).toBeUndefined();
  });

  it('have mean losses of the positions that have one', () => {
    expect(meanLoss([AT, { ...AT, loss_before: 0.3 }], 'loss_before')).toBeCloseTo(0.5);
    expect(meanLoss([AT], 'loss_after')).toBeUndefined();
  });
});
