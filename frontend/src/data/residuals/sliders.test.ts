import { describe, expect, it } from 'vitest';
import { directionOf, lastOf, mixOf, randomSliders, slidersOf, typedWeight } from './sliders';

const length = (weights: readonly { weight: number }[]) =>
  Math.hypot(...weights.map(({ weight }) => weight));

describe('sliders', () => {
  it('stand for a unit mix, and zeros are left out', () => {
    const mix = mixOf([0.3, 0, -0.4]);
    expect(mix?.map(({ component }) => component)).toEqual([1, 3]);
    expect(mix?.[0]?.weight).toBeCloseTo(0.6);
    expect(mix?.[1]?.weight).toBeCloseTo(-0.8);
  });

  it('stand for nothing while all are zero', () => {
    expect(mixOf([0, 0])).toBeUndefined();
  });

  it('come back to the same mix from a direction', () => {
    const mix = [
      { component: 2, weight: 0.6 },
      { component: 5, weight: -0.8 },
    ];
    const again = mixOf(slidersOf(mix, 8));
    expect(again?.map(({ component }) => component)).toEqual([2, 5]);
    expect(again?.[1]?.weight).toBeCloseTo(-0.8);
  });

  it('keep the proportions of weights beyond their ends', () => {
    expect(
      slidersOf(
        [
          { component: 1, weight: 30 },
          { component: 2, weight: -15 },
        ],
        2,
      ),
    ).toEqual([1, -0.5]);
  });

  it('show a component as that component alone', () => {
    expect(slidersOf(3, 4)).toEqual([0, 0, 1, 0]);
    expect(directionOf(mixOf([0, 0, 0.2]) ?? [])).toBe(3);
    expect(directionOf(mixOf([0, 0, -1]) ?? [])).toEqual([{ component: 3, weight: -1 }]);
  });

  it('know nothing of a stored direction', () => {
    expect(slidersOf('v-k3w9q2hd7m', 3)).toEqual([0, 0, 0]);
    expect(lastOf('v-k3w9q2hd7m')).toBe(0);
  });

  it('say how many a direction needs', () => {
    expect(lastOf(7)).toBe(7);
    expect(lastOf([{ component: 41, weight: 1 }])).toBe(41);
  });

  it('are drawn at random as directions are, with one at its end', () => {
    const drawn = randomSliders(64);
    expect(Math.max(...drawn.map(Math.abs))).toBe(1);
    expect(length(mixOf(drawn) ?? [])).toBeCloseTo(1);
    expect(drawn.some((weight) => weight < 0) && drawn.some((weight) => weight > 0)).toBe(true);
  });

  it('take numbers as they are typed', () => {
    expect(typedWeight(' −0,5 ')).toBe(-0.5);
    expect(typedWeight('7')).toBe(1);
    expect(typedWeight('')).toBeUndefined();
    expect(typedWeight('much')).toBeUndefined();
  });
});
