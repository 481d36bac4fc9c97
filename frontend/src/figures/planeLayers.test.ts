import { describe, expect, it } from 'vitest';
import { DEFAULT_SHOW } from '../state/view';
import { PALETTES } from './palette';
import { packed } from './plane';
import { kindColors, mixed, pickedLayer, planeLayers } from './planeLayers';

const columns = (n: number) => ({
  x: Float32Array.from({ length: n }, (_, i) => i),
  y: Float32Array.from({ length: n }, (_, i) => -i),
  z: new Float32Array(n),
});

describe('the layers of a plane', () => {
  it('hold every point, positions on top, and only what is shown', () => {
    const points = { tokens: columns(9), positions: columns(3) };
    const all = planeLayers({ points, show: DEFAULT_SHOW, theme: 'dark', size: 1 });
    expect(all.map(({ set, x }) => [set, x.length])).toEqual([
      ['tokens', 9],
      ['positions', 3],
    ]);
    const show = { ...DEFAULT_SHOW, tokens: false };
    const fewer = planeLayers({ points, show, theme: 'dark', size: 1 });
    expect(fewer.map(({ set }) => set)).toEqual(['positions']);
  });

  it('are red in the order of ids and blue along the positions', () => {
    const { token, position } = PALETTES.light;
    const reds = [...kindColors('tokens', 8, 'light')];
    expect(reds).toEqual(token.flatMap((color) => [packed(color), packed(color)]));
    const blues = kindColors('positions', 5, 'light');
    expect([blues[0], blues[4]]).toEqual([0, 2].map((i) => packed(position[i]?.[1] ?? '')));
  });

  it('pick out some points by id, none beyond the set', () => {
    const layer = pickedLayer('tokens', columns(4), [1, 3, 7], '#ffffff', 1);
    expect([[...layer.x], [...layer.y]]).toEqual([
      [1, 3],
      [-1, -3],
    ]);
  });
});

it('mixes a colour of a ramp by channel', () => {
  const ramp = [
    [0, '#000000'],
    [0.5, '#204060'],
    [1, '#ffffff'],
  ] as const;
  expect([0, 0.25, 0.5, 1].map((at) => mixed(ramp, at))).toEqual([
    '#000000',
    '#102030',
    '#204060',
    '#ffffff',
  ]);
});
