import { expect, it } from 'vitest';
import { sourceOf } from './depth';

const PLACE = {
  model: { name: 'demo', revision: 'r' },
  capture: { name: 'c-k3w9q2hd7m' },
  site: { name: '2.resid_pre', checksum: 's' },
  basis: { name: 'pca', checksum: 'b' },
};

it('tells the server of a component and of a mix by their weights, of a stored one by its name', () => {
  const at = { kind: 'mix', capture: 'c-k3w9q2hd7m', site: '2.resid_pre', basis: 'pca' };
  expect(sourceOf(PLACE, 3)).toEqual({ ...at, weights: [{ component: 3, weight: 1 }] });
  const mix = [
    { component: 1, weight: 0.6 },
    { component: 4, weight: -0.8 },
  ];
  expect(sourceOf(PLACE, mix)).toEqual({ ...at, weights: mix });
  expect(sourceOf(PLACE, 'v-k3w9q2hd7m')).toEqual({ kind: 'named', name: 'v-k3w9q2hd7m' });
});
