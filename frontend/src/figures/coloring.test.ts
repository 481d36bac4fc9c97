import { describe, expect, it } from 'vitest';
import type { Color } from '../api/types';
import { DEFAULT_COLOR } from '../state/view';
import { banded, type ColorInput, coloring, ownPaint, scaleEnds } from './coloring';
import { channels } from './oklab';
import { PALETTES } from './palette';
import { BANDS, CLASS_COLORS, DIVERGING, NEUTRAL, SEQUENTIAL } from './ramps';

const N = 1000;
const rising = Float32Array.from({ length: N }, (_, i) => i);
const classes = {
  classes: ['special', 'letters', 'digits'] as const,
  of: Array.from({ length: N }, (_, i) => i % 3),
};
const made = (color: Partial<Color>, given: Partial<ColorInput> = {}) =>
  coloring({
    color: { ...DEFAULT_COLOR, ...color },
    theme: 'dark',
    counts: { positions: 4, tokens: N },
    ...given,
  });

describe('coloring', () => {
  it('leaves each kind its own shades where colours tell the kind', () => {
    const { paints, legend, kept } = made({ by: 'kind' });
    expect(paints).toBeUndefined();
    expect(legend).toEqual({ kind: 'kind' });
    expect(kept).toEqual({});
  });

  it('runs from one end of the scale to the other, and says what is beyond', () => {
    const { paints, legend } = made({ by: 'id' }, { values: { tokens: rising } });
    const { colors, of } = paints?.tokens ?? { colors: [], of: new Uint8Array() };
    expect(colors).toBe(SEQUENTIAL.dark);
    expect([of[0], of[N / 2], of[N - 1]]).toEqual([0, BANDS / 2, BANDS - 1]);
    expect(legend).toMatchObject({ kind: 'scale', low: 4, high: 995, without: ['positions'] });
    expect(legend).toMatchObject({ clipped: { low: true, high: true } });
  });

  it('greys a set that has no such value', () => {
    const { paints } = made({ by: 'id' }, { values: { tokens: rising } });
    expect(paints?.positions).toEqual({ colors: [NEUTRAL.dark], of: new Uint8Array(4) });
  });

  it('puts the middle of the diverging scale at nought, whatever the values', () => {
    const values = { tokens: Float32Array.from(rising, (v) => v / N - 0.1) };
    const { paints, legend } = made({ by: 'cosine' }, { values });
    expect(paints?.tokens?.colors).toBe(DIVERGING.dark);
    if (legend.kind !== 'scale') throw new Error(legend.kind);
    expect(legend.low).toBe(-legend.high);
    const atNought = paints?.tokens?.of[100] ?? 0;
    expect(Math.abs(atNought - BANDS / 2)).toBeLessThanOrEqual(1);
  });

  it('gives each class its colour, and counts it', () => {
    const { paints, legend } = made({ by: 'class', hidden: ['digits'] }, { classes });
    const paint = paints?.tokens;
    expect(paint?.colors[paint.of[4] ?? 0]).toBe(CLASS_COLORS.dark.letters);
    if (legend.kind !== 'classes') throw new Error(legend.kind);
    expect(legend.entries.map(({ name, n, hidden }) => [name, n, hidden])).toEqual([
      ['special', 334, false],
      ['letters', 333, false],
      ['digits', 333, true],
    ]);
  });

  it('draws no token of a class that is switched off, whatever the colours tell', () => {
    const { kept } = made({ by: 'kind', hidden: ['digits', 'special'] }, { classes });
    expect([...(kept.tokens ?? [])]).toEqual(Array.from({ length: 333 }, (_, i) => 3 * i + 1));
    expect(kept.positions).toBeUndefined();
  });

  it('fades towards the background, and never through it', () => {
    const shares = { tokens: Float32Array.from(rising, (v) => v / N) };
    const { paints } = made({ by: 'kind', fade: true }, { shares });
    const paint = paints?.tokens;
    const background = channels(PALETTES.dark.background);
    const own = ownPaint('tokens', N, 'dark');
    const away = (color: string) =>
      Math.hypot(...channels(color).map((c, i) => c - (background[i] ?? 0)));
    const share = (i: number) =>
      away(paint?.colors[paint.of[i] ?? 0] ?? '') / away(own.colors[own.of[i] ?? 0] ?? '');
    expect(share(N - 1)).toBeCloseTo(1, 1);
    expect(share(0)).toBeGreaterThan(0.2);
    expect(share(0)).toBeLessThan(0.35);
    expect(paint?.colors.every((color) => /^#[0-9a-f]{6}$/.test(color))).toBe(true);
    expect(paints?.positions).toEqual(ownPaint('positions', 4, 'dark'));
  });
});

describe('a scale', () => {
  it('leaves its ends to the many, not to an outlier', () => {
    const values = Float32Array.from(rising);
    values[0] = -1e9;
    values[1] = Number.NaN;
    const { low, high, clipped } = scaleEnds([values], false);
    expect(low).toBeGreaterThanOrEqual(2);
    expect(high).toBeLessThan(N);
    expect(clipped).toEqual({ low: true, high: true });
  });

  it('survives no values, one value, and values that are all alike', () => {
    expect(scaleEnds([], false)).toMatchObject({ low: 0, high: 1 });
    const { low, high, clipped } = scaleEnds([new Float32Array([7, 7, 7])], false);
    expect([low, high, clipped]).toEqual([7, 7, { low: false, high: false }]);
    expect([...banded(new Float32Array([7, 7]), 7, 7)]).toEqual([0, 0]);
  });

  it('keeps what is beyond its ends in the last band', () => {
    expect([...banded(new Float32Array([-5, 0, 0.5, 1, 9, Number.NaN]), 0, 1, 4)]).toEqual([
      0, 0, 2, 3, 3, 0,
    ]);
  });
});
