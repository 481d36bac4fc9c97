import { describe, expect, it } from 'vitest';
import { chanceCounts, isotropic, isotropicShares, largestCosine } from './chance';

/** A small seeded generator of Gaussians, so that the drawn matrices are the same each time. */
function gaussians(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (1_664_525 * state + 1_013_904_223) % 2 ** 32;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('counts of random directions by their share inside', () => {
  it('are those of a uniform share where Beta(1, 1) is one', () => {
    const counts = chanceCounts(2, 4, [0, 0.25, 0.5, 1], 400);
    expect(counts?.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([100, 100, 200]);
  });

  it('agree with drawn directions', () => {
    const [k, d, n] = [3, 24, 20_000];
    const normal = gaussians(7);
    const edges = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 1];
    const drawn = new Array<number>(edges.length - 1).fill(0);
    for (let i = 0; i < n; i += 1) {
      const squares = Array.from({ length: d }, () => normal() ** 2);
      const inside = squares.slice(0, k).reduce((a, b) => a + b, 0);
      const share = inside / squares.reduce((a, b) => a + b, 0);
      const bin = edges.findLastIndex((edge) => share >= edge);
      drawn[bin] = (drawn[bin] ?? 0) + 1;
    }
    const counts = chanceCounts(k, d, edges, n) ?? [];
    for (const [i, expected] of counts.entries()) {
      // Four standard deviations of a binomial count.
      const width = 4 * Math.sqrt(expected * (1 - expected / n)) + 1;
      expect(Math.abs((drawn[i] ?? 0) - expected)).toBeLessThan(width);
    }
  });

  it.each([
    [1, 768],
    [64, 768],
    [3, 4096],
    [1, 3],
  ])('add up for k = %i of d = %i', (k, d) => {
    const edges = Array.from({ length: 41 }, (_, i) => i / 40);
    const sum = (chanceCounts(k, d, edges, 1000) ?? []).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1000, 3);
  });

  it('have the mean k / d', () => {
    const edges = Array.from({ length: 2001 }, (_, i) => i / 2000);
    const counts = chanceCounts(5, 64, edges, 1) ?? [];
    const mean = counts.reduce((sum, count, i) => sum + (count * (i + 0.5)) / 2000, 0);
    expect(mean).toBeCloseTo(5 / 64, 5);
  });

  it('are none where a subspace leaves less than two dimensions', () => {
    expect(chanceCounts(3, 4, [0, 1], 1)).toBeUndefined();
  });
});

describe('rows with no preferred direction', () => {
  it('have the participation ratio of drawn ones', () => {
    const [n, d] = [60, 20];
    const normal = gaussians(3);
    const ratios = Array.from({ length: 40 }, () => {
      const rows = Array.from({ length: n }, () => Array.from({ length: d }, normal));
      // tr S and tr S² of S = XᵀX, from the entries.
      let trace = 0;
      let square = 0;
      for (let a = 0; a < d; a += 1) {
        for (let b = 0; b < d; b += 1) {
          const entry = rows.reduce((sum, row) => sum + (row[a] ?? 0) * (row[b] ?? 0), 0);
          square += entry * entry;
          if (a === b) trace += entry;
        }
      }
      return trace ** 2 / square;
    });
    const drawn = ratios.reduce((a, b) => a + b, 0) / ratios.length;
    expect(isotropic(n, d, false).participationRatio).toBeCloseTo(drawn, 0);
  });

  it('share their variance evenly when there are very many', () => {
    const shares = isotropicShares(1e9, 10, 10, true);
    for (const share of shares) expect(share).toBeCloseTo(0.1, 4);
  });

  it('have shares that fall, add up to one, and begin at the edge', () => {
    const shares = isotropicShares(128, 128, 128, true);
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    expect([...shares].sort((a, b) => b - a)).toEqual(shares);
    // The first share is the inverse of the stable rank, to leading order.
    expect((shares[0] ?? 0) * isotropic(128, 128, true).stableRank).toBeCloseTo(1, 1);
  });
});

describe('the largest cosine among many random ones', () => {
  // By SciPy: the square root of betainccinv(1/2, (d − 1)/2, 2 (1 − 2^(−1/n))).
  it.each([
    [3, 10, 0.8660659830736148],
    [16, 299, 0.6512114571756298],
    [128, 4095, 0.31072124639171406],
    [768, 50_256, 0.15056918051189366],
  ])('has its median for d = %i and n = %i', (d, n, expected) => {
    expect(largestCosine(d, n)).toBeCloseTo(expected, 6);
  });

  it('is 1 on a line', () => {
    expect(largestCosine(1, 5)).toBe(1);
  });
});
