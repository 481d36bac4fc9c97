import { describe, expect, it } from 'vitest';
import { DEFAULT_SHOW } from '../state/view';
import { PALETTES } from './palette';
import { packed } from './plane';
import { colorsOf, pickedLayer, planeLayers } from './planeLayers';

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

  it('have the shades that the scene has', () => {
    const points = { tokens: columns(8) };
    const [layer] = planeLayers({ points, show: DEFAULT_SHOW, theme: 'light', size: 1 });
    const { token } = PALETTES.light;
    expect([...(layer?.colors ?? [])]).toEqual(
      token.flatMap((color) => [packed(color), packed(color)]),
    );
  });

  it('have the colours that were chosen, and none where switched off', () => {
    const paint = { colors: ['#102030', '#405060'], of: Uint8Array.of(1, 0, 1) };
    const colors = colorsOf(paint, Uint32Array.of(0, 1));
    expect([...colors]).toEqual([packed('#405060'), packed('#102030'), 0]);
    expect(colorsOf(paint, undefined)[2]).toBe(packed('#405060'));
  });

  it('pick out some points by id, none beyond the set', () => {
    const layer = pickedLayer('tokens', columns(4), [1, 3, 7], '#ffffff', 1);
    expect([[...layer.x], [...layer.y]]).toEqual([
      [1, 3],
      [-1, -3],
    ]);
  });
});
