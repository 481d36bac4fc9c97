import { describe, expect, it } from 'vitest';
import type { Theme } from '../../api/types';
import { channels } from '../oklab';
import { STEPS, shadeOf, TOKEN_COLORS, TOKEN_INK } from './tokenColors';

const THEMES: Theme[] = ['dark', 'light'];

const linear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

/** WCAG 2.2's relative luminance. */
const luminance = (color: string): number => {
  const [r = 0, g = 0, b = 0] = channels(color).map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};
/** OKLab's, from sRGB (Ottosson 2020). */
const lab = (color: string): [number, number, number] => {
  const [r = 0, g = 0, b = 0] = channels(color).map(linear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
};
const apart = (a: string, b: string): number => {
  const [x, y] = [lab(a), lab(b)];
  return Math.hypot(...x.map((value, index) => value - (y[index] ?? 0)));
};

describe.each(THEMES)('colours of tokens, %s', (theme) => {
  const colors = TOKEN_COLORS[theme];

  it('leave the text upon them legible', () => {
    for (const color of colors) {
      expect(contrast(color, TOKEN_INK[theme])).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('go in even steps, and as far down as up', () => {
    const steps = colors.slice(1).map((color, index) => apart(color, colors[index] ?? ''));
    const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    for (const step of steps) expect(Math.abs(step - mean)).toBeLessThan(0.35 * mean);
    const [below = '', above = ''] = [colors[0], colors[2 * STEPS]];
    expect(Math.abs(lab(below)[0] - lab(above)[0])).toBeLessThan(0.01);
  });

  it('have the ends well apart', () => {
    expect(apart(colors[0] ?? '', colors[2 * STEPS] ?? '')).toBeGreaterThan(0.2);
  });
});

describe('shadeOf', () => {
  it('has 0 in the middle and the range at the ends', () => {
    expect([0, 2, -2, 9, -9, 1].map((value) => shadeOf(value, 2))).toEqual([
      STEPS,
      2 * STEPS,
      0,
      2 * STEPS,
      0,
      1.5 * STEPS,
    ]);
  });

  it('calls everything 0 where there is no range', () => {
    expect(shadeOf(0, 0)).toBe(STEPS);
    expect(shadeOf(3, 0)).toBe(STEPS);
  });
});
