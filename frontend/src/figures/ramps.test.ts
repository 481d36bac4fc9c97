import { describe, expect, it } from 'vitest';
import { blend, channels } from './oklab';
import { PALETTES } from './palette';
import { BANDS, CLASS_COLORS, DIVERGING, SEQUENTIAL } from './ramps';

type Lab = [number, number, number];
const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

/** CIELAB by way of XYZ (D65): another way to look at a colour than the one that made it. */
function lab([r, g, b]: readonly number[]): Lab {
  const [x, y, z] = [
    (0.4124 * (r ?? 0) + 0.3576 * (g ?? 0) + 0.1805 * (b ?? 0)) / 0.9505,
    0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0),
    (0.0193 * (r ?? 0) + 0.1192 * (g ?? 0) + 0.9505 * (b ?? 0)) / 1.089,
  ].map((v) => (v > 216 / 24389 ? Math.cbrt(v) : ((24389 / 27) * v + 16) / 116)) as Lab;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
// Machado, Oliveira and Fernandes 2009, severity 1, on linear light.
const SIGHT = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deutan: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritan: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
};
function seen(color: string, sight: keyof typeof SIGHT): Lab {
  const rgb = channels(color).map(linear);
  const m = SIGHT[sight];
  const turned = [0, 3, 6].map((row) => rgb.reduce((sum, v, i) => sum + v * (m[row + i] ?? 0), 0));
  return lab(turned.map((v) => Math.min(1, Math.max(0, v))));
}
const apart = (a: Lab, b: Lab) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const sights = Object.keys(SIGHT) as (keyof typeof SIGHT)[];

describe.each(['dark', 'light'] as const)('in the %s theme', (theme) => {
  const background = seen(PALETTES[theme].background, 'all');

  it('more is further from the background in even steps of lightness', () => {
    const ramp = SEQUENTIAL[theme].map((color) => seen(color, 'all')[0]);
    expect(ramp.length).toBe(BANDS);
    const steps = ramp.slice(1).map((value, i) => Math.abs(value - (ramp[i] ?? 0)));
    expect(Math.min(...steps)).toBeGreaterThan(1);
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(2);
    const sign = theme === 'dark' ? 1 : -1;
    expect(ramp.every((value, i) => i === 0 || sign * (value - (ramp[i - 1] ?? 0)) > 0)).toBe(true);
  });

  it.each(sights)('the order of the continuous scale is kept for %s sight', (sight) => {
    const ramp = SEQUENTIAL[theme].map((color) => seen(color, sight)[0]);
    const sign = theme === 'dark' ? 1 : -1;
    expect(ramp.every((value, i) => i === 0 || sign * (value - (ramp[i - 1] ?? 0)) > 0)).toBe(true);
  });

  it.each(sights)('the two ends of the diverging scale differ for %s sight', (sight) => {
    const ramp = DIVERGING[theme].map((color) => seen(color, sight));
    expect(apart(ramp[0] as Lab, ramp.at(-1) as Lab)).toBeGreaterThan(40);
    const middle = ramp[BANDS / 2] as Lab;
    expect(apart(ramp[0] as Lab, middle)).toBeGreaterThan(25);
    expect(apart(ramp.at(-1) as Lab, middle)).toBeGreaterThan(25);
  });

  it('every shade can be seen upon the background', () => {
    for (const color of [
      ...SEQUENTIAL[theme],
      ...DIVERGING[theme],
      ...Object.values(CLASS_COLORS[theme]),
    ]) {
      expect(apart(seen(color, 'all'), background), color).toBeGreaterThan(20);
    }
  });

  it.each(sights)('no two classes look alike for %s sight', (sight) => {
    const colors = Object.entries(CLASS_COLORS[theme]);
    for (const [i, [a, first]] of colors.entries()) {
      for (const [b, second] of colors.slice(i + 1)) {
        expect(apart(seen(first, sight), seen(second, sight)), `${a} ${b}`).toBeGreaterThan(25);
      }
    }
  });
});

describe('blend', () => {
  it('goes from one colour to the other', () => {
    expect(blend('#ff8000', '#000020', 1)).toBe('#ff8000');
    expect(blend('#ff8000', '#000020', 0)).toBe('#000020');
    expect(blend('#ff0000', '#0000ff', 0.5)).toBe('#800080');
  });
});
