import { describe, expect, it } from 'vitest';
import { directionName } from './names';

const mix = (...weights: [number, number][]) =>
  weights.map(([component, weight]) => ({ component, weight }));

describe('directionName', () => {
  it('says what a direction is made of, as far as that is short', () => {
    expect(directionName(3)).toBe('PC3');
    expect(directionName('v-k3w9q2hd7m')).toBe('v-k3w9q2hd7m');
    expect(directionName(mix([1, 0.8], [4, -0.6]))).toBe('0.80 PC1 − 0.60 PC4');
    expect(directionName(mix([2, -1]))).toBe('−1.00 PC2');
    expect(directionName(mix([2, 1], [3, 0]))).toBe('PC2');
    expect(directionName(mix([1, 1], [2, 1], [3, 1], [4, 1]))).toBe('mix of 4 components');
  });
});
