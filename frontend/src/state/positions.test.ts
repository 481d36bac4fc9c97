import { describe, expect, it } from 'vitest';
import { model } from '../testing/samples';
import { asSeen, isPositions, meansOf, positionsOf } from './positions';

const MEANS = 'positions@2.resid_pre@held-out';
const withMeans = model({
  point_sets: [
    ...model().point_sets,
    { name: MEANS, n: 60, d: 128, left_out: 0, checksum: 'm' },
    { name: 'positions@3.resid_pre@p-0a@b', n: 60, d: 128, left_out: 0, checksum: 'o' },
  ],
});

describe('sets of positions', () => {
  it('are the table and mean residuals, and nothing that is only called alike', () => {
    expect(['positions', MEANS].map(isPositions)).toEqual([true, true]);
    expect(
      ['tokens', 'positions@', 'positions@2.resid_pre', 'positions2'].map(isPositions),
    ).toEqual([false, false, false, false]);
  });

  it('say what they are the means of, at signs in a name included', () => {
    expect(meansOf(MEANS)).toEqual({ site: '2.resid_pre', promptSet: 'held-out' });
    expect(meansOf('positions@3.z.1@p-0a@b')).toEqual({ site: '3.z.1', promptSet: 'p-0a@b' });
    expect(meansOf('positions')).toBeUndefined();
  });

  it('are one at most in a model as it is seen', () => {
    const seen = asSeen(withMeans, MEANS);
    expect(seen.point_sets.map(({ name }) => name)).toEqual(['tokens', MEANS]);
    expect(positionsOf(seen)?.checksum).toBe('m');
    expect(positionsOf(asSeen(withMeans, 'positions'))?.checksum).toBe('p');
  });

  it('are none where the model has no table and none was chosen', () => {
    const [, tokens, means] = withMeans.point_sets;
    const rotary = model({ point_sets: [tokens, means].filter((set) => set !== undefined) });
    expect(positionsOf(asSeen(rotary, 'positions'))).toBeUndefined();
    expect(positionsOf(asSeen(rotary, MEANS))?.n).toBe(60);
  });
});
