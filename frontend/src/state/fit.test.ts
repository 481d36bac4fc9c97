import { describe, expect, it } from 'vitest';
import { basis, model } from '../testing/samples';
import { FITTED_ON, fitName, fitNamed, fitOf, obstacle } from './fit';

describe('a fit', () => {
  it('has one name, and the name gives the fit back', () => {
    const names = new Set<string>();
    for (const fitted_on of FITTED_ON) {
      for (const bits of Array.from({ length: 8 }, (_, i) => i)) {
        const [centered, scaled, position_0] = [1, 2, 4].map((bit) => (bits & bit) !== 0);
        const fit = { fitted_on, centered: !!centered, scaled: !!scaled, position_0: !!position_0 };
        const name = fitName(fit);
        names.add(name);
        expect(fitName(fitNamed(name) ?? fit)).toBe(name);
      }
    }
    // Position 0 is a choice for positions and for both: 8 + 4 + 8 + 4.
    expect(names.size).toBe(24);
    expect(names).toContain('both-raw-with-0-scaled');
  });

  it('is not what its name does not say', () => {
    for (const name of ['', 'umap', 'tokens-with-0', 'positions-with-0-raw', 'tokens-raw-raw']) {
      expect(fitNamed(name), name).toBeUndefined();
    }
  });

  it('is read off a basis', () => {
    expect(fitName(fitOf(basis({ name: 'both-raw', fitted_on: 'both' })))).toBe('both-raw');
    const own = basis({ name: 'mine', fitted_on: 'positions', first_row: 0, scaled: true });
    expect(fitName(fitOf(own))).toBe('positions-with-0-scaled');
  });
});

describe('an obstacle', () => {
  it('is named where a table is missing, or is another one', () => {
    const tokensOnly = model({
      point_sets: [{ name: 'tokens', n: 1, d: 1, left_out: 0, checksum: '' }],
    });
    expect(obstacle(tokensOnly, 'both')).toBe('no-positions');
    expect(obstacle(tokensOnly, 'tokens')).toBeUndefined();
    expect(obstacle(model(), 'unembedding')).toBe('tied');
    expect(obstacle(model({ tied_unembedding: false }), 'unembedding')).toBe('no-unembedding');
  });
});
