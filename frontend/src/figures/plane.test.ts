import { describe, expect, it } from 'vitest';
import { makeGrid, nearest } from './grid';
import {
  type Frame,
  fromPixel,
  inBox,
  moved,
  packed,
  splat,
  ticks,
  tickText,
  toPixel,
  trueScale,
  zoomed,
} from './plane';

const frame: Frame = { region: { x: [-2, 2], y: [0, 10] }, width: 40, height: 20 };

describe('a picture of two components', () => {
  it('turns y over and comes back', () => {
    expect(toPixel(frame, [-2, 10])).toEqual([0, 0]);
    expect(toPixel(frame, [2, 0])).toEqual([40, 20]);
    expect(fromPixel(frame, toPixel(frame, [0.5, 7]))).toEqual([0.5, 7]);
  });

  it('zooms about a point that stays', () => {
    const region = zoomed(frame.region, 0.5, [1, 5]);
    expect(toPixel({ ...frame, region }, [1, 5])).toEqual(toPixel(frame, [1, 5]));
    expect(region.x[1] - region.x[0]).toBe(2);
  });

  it('moves by parts of itself', () => {
    expect(moved(frame.region, 0.25, -0.1)).toEqual({ x: [-1, 3], y: [-1, 9] });
  });

  it('has one scale for both axes where asked, and loses nothing', () => {
    const region = trueScale(frame.region, 40, 20);
    expect((region.x[1] - region.x[0]) / 40).toBeCloseTo((region.y[1] - region.y[0]) / 20, 12);
    expect(region).toEqual({ x: [-10, 10], y: [0, 10] });
  });

  it('draws every point as a diamond of its colour, later ones on top, and skips the hidden', () => {
    const pixels = new Uint32Array(40 * 20);
    const red = packed('#ff0000');
    const blue = packed('#0000ff');
    const drawn = splat(pixels, frame, {
      x: Float32Array.of(0, 0.1, 1, 50),
      y: Float32Array.of(5, 5, 5, 5),
      colors: Uint32Array.of(red, blue, 0, red),
      radius: 1,
    });
    expect(drawn).toBe(2);
    const at = (column: number, row: number) => pixels[row * 40 + column];
    expect([at(20, 10), at(21, 10), at(22, 10), at(19, 10)]).toEqual([blue, blue, blue, red]);
    expect([at(21, 9), at(20, 9), at(22, 9)]).toEqual([blue, red, 0]);
    expect(at(30, 10)).toBe(0);
    expect(pixels.filter((pixel) => pixel !== 0).length).toBe(8);
  });

  it('packs a colour as the bytes of an image', () => {
    expect([...new Uint8Array(Uint32Array.of(packed('#ff8a03')).buffer)]).toEqual([
      255, 138, 3, 255,
    ]);
  });

  it('finds what lies in a box, its edges included', () => {
    const [x, y] = [Float32Array.of(0, 1, 2, 3), Float32Array.of(0, 1, 2, 3)];
    expect(inBox(x, y, { x: [1, 3], y: [0, 2] })).toEqual([1, 2]);
  });
});

describe('the point under the pointer', () => {
  const n = 3000;
  // Irrational steps fill the square evenly, and one point far away makes the grid coarse.
  const x = Float32Array.from({ length: n }, (_, i) => ((i * Math.SQRT2) % 1) ** 3 * (i ? 1 : 9));
  const y = Float32Array.from({ length: n }, (_, i) => (i * 1.618) % 1);
  const grid = makeGrid(x, y);

  it.each([
    [{ x: [0, 1], y: [0, 1] }, 900, 600],
    [{ x: [0.2, 0.21], y: [0.4, 0.7] }, 300, 800],
    [{ x: [-5, 30], y: [-2, 2] }, 500, 500],
  ] as const)('is the one that asking all gives, in the region %j', (region, width, height) => {
    const here: Frame = { region, width, height };
    for (let trial = 0; trial < 60; trial += 1) {
      const at = [(trial * 37) % width, (trial * 91) % height] as const;
      let best = { id: -1, distance: 12 };
      for (let id = 0; id < n; id += 1) {
        const [px, py] = toPixel(here, [x[id] ?? 0, y[id] ?? 0]);
        const distance = Math.hypot(px - at[0], py - at[1]);
        if (distance <= best.distance) best = { id, distance };
      }
      expect(nearest(grid, here, at, 12)?.id ?? -1).toBe(best.id);
    }
  });

  it('is none that is hidden', () => {
    const here: Frame = { region: { x: [0, 1], y: [0, 1] }, width: 900, height: 600 };
    const found = nearest(grid, here, [100, 100], 50);
    const next = nearest(grid, here, [100, 100], 50, (id) => id !== found?.id);
    expect(next?.id).not.toBe(found?.id);
    expect(next?.distance).toBeGreaterThanOrEqual(found?.distance ?? 0);
  });
});

describe('ticks', () => {
  it.each([
    [[0, 1], 5, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    [[-0.034, 0.021], 4, ['−0.02', '0', '0.02']],
    [[120, 1900], 4, ['500', '1000', '1500']],
  ] as const)('are round numbers inside %j', (ends, most, texts) => {
    const found = ticks(ends, most);
    const step = (found[1] ?? 0) - (found[0] ?? 0);
    expect(found.map((value) => tickText(value, step))).toEqual(texts);
  });
  it('are none for a range that is none', () => {
    expect(ticks([1, 1], 5)).toEqual([]);
  });
});
