import { describe, expect, it } from 'vitest';
import type { Camera } from '../api/types';
import { lens, project } from './project';
import type { Ranges } from './ranges';
import { blank, dots, shades, trail, word } from './raster';

const ANGLE = Math.PI / 4;
const BOX: Ranges = { x: [-2, 2], y: [0, 10], z: [5, 6] };
const camera = (eye: [number, number, number], center = [0, 0, 0], up = [0, 0, 1]): Camera => ({
  eye: { x: eye[0], y: eye[1], z: eye[2] },
  center: { x: center[0] ?? 0, y: center[1] ?? 0, z: center[2] ?? 0 },
  up: { x: up[0] ?? 0, y: up[1] ?? 0, z: up[2] ?? 0 },
});

describe('a lens', () => {
  it('puts what it looks at into the middle, as far away as the eye is', () => {
    const seen = project(lens(BOX, 'cube', camera([1.3, 1.08, 0.6]), 300, 200, ANGLE), 0, 5, 5.5);
    expect(seen?.x).toBeCloseTo(150, 6);
    expect(seen?.y).toBeCloseTo(100, 6);
    expect(seen?.depth).toBeCloseTo(Math.hypot(1.3, 1.08, 0.6), 6);
  });

  it('shows a side of the box under the angle that trigonometry gives', () => {
    // From two sides away along x, y runs to the right and z up; the near face is 1.5 away.
    const through = lens(BOX, 'cube', camera([2, 0, 0]), 400, 400, ANGLE);
    const pixelsPerUnit = 200 / Math.tan(ANGLE / 2) / 1.5;
    const corner = project(through, 2, 10, 6);
    expect(corner?.depth).toBeCloseTo(1.5, 6);
    expect(corner?.x).toBeCloseTo(200 + 0.5 * pixelsPerUnit, 6);
    expect(corner?.y).toBeCloseTo(200 - 0.5 * pixelsPerUnit, 6);
  });

  it('agrees with a view matrix multiplied out', () => {
    const { eye, center, up } = camera([0.4, -1.7, 0.9], [0.1, 0.2, -0.1], [0.2, 0.1, 1]);
    const v = (a: typeof eye) => [a.x, a.y, a.z];
    const minus = (a: number[], b: number[]) => a.map((value, i) => value - (b[i] ?? 0));
    const times = (a: number[], b: number[]) => a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
    const by = (a: number[], b: number[]) => [
      (a[1] ?? 0) * (b[2] ?? 0) - (a[2] ?? 0) * (b[1] ?? 0),
      (a[2] ?? 0) * (b[0] ?? 0) - (a[0] ?? 0) * (b[2] ?? 0),
      (a[0] ?? 0) * (b[1] ?? 0) - (a[1] ?? 0) * (b[0] ?? 0),
    ];
    const length = (a: number[]) => Math.sqrt(times(a, a));
    const z = minus(v(eye), v(center)).map((each, _, all) => each / length(all));
    const x = by(v(up), z).map((each, _, all) => each / length(all));
    const y = by(z, x);
    const data = [1.1, 2.3, 5.9];
    const inBox = [(1.1 - 0) / 4, (2.3 - 5) / 10, (5.9 - 5.5) / 1];
    const moved = minus(inBox, v(eye));
    const [vx, vy, vz] = [times(x, moved), times(y, moved), times(z, moved)];
    const focal = 250 / Math.tan(ANGLE / 2);
    const seen = project(
      lens(BOX, 'cube', { eye, center, up }, 700, 500, ANGLE),
      ...(data as [number, number, number]),
    );
    expect(seen?.x).toBeCloseTo(350 + (focal * vx) / -vz, 6);
    expect(seen?.y).toBeCloseTo(250 - (focal * vy) / -vz, 6);
  });

  it('does not see what is behind it', () => {
    expect(
      project(lens(BOX, 'cube', camera([0.2, 0, 0]), 100, 100, ANGLE), 2, 5, 5.5),
    ).toBeUndefined();
  });
});

describe('a raster', () => {
  const size = 40;
  const fresh = () => blank(size, size, new ArrayBuffer(4 * size * size));
  const through = lens(BOX, 'cube', camera([2, 0, 0]), size, size, ANGLE);
  const point = (x: number) => ({
    x: Float32Array.of(x),
    y: Float32Array.of(5),
    z: Float32Array.of(5.5),
  });
  const [red, blue] = [word('#ff0000'), word('#0000ff')];
  const middle = (size / 2) * size + size / 2;

  it('writes words that are RGBA in memory', () => {
    expect([...new Uint8Array(Uint32Array.of(word('#123456')).buffer)]).toEqual([
      0x12, 0x34, 0x56, 0xff,
    ]);
  });

  it('lets the nearer point cover the further one, whichever is drawn first', () => {
    for (const [first, second] of [
      [2, -2],
      [-2, 2],
    ] as const) {
      const raster = fresh();
      const colour = (x: number) => Uint32Array.of(x === 2 ? red : blue);
      dots(raster, through, point(first), colour(first), 2);
      dots(raster, through, point(second), colour(second), 2);
      expect(raster.pixels[middle]).toBe(red);
    }
  });

  it('draws every point, and none outside', () => {
    const raster = fresh();
    const n = 50_000;
    const column = (low: number, high: number, step: number) =>
      Float32Array.from({ length: n }, (_, i) => low + (high - low) * ((i * step) % 1));
    const columns = {
      x: column(-2, 2, 0.618),
      y: column(-20, 30, 0.414),
      z: column(5, 6, 0.732),
    };
    dots(raster, through, columns, Uint32Array.of(red), 1);
    const drawn = new Set<number>();
    for (let i = 0; i < n; i++) {
      const seen = project(
        through,
        columns.x[i] as number,
        columns.y[i] as number,
        columns.z[i] as number,
      );
      if (!seen) continue;
      const [x, y] = [Math.round(seen.x), Math.round(seen.y)];
      if (x >= 0 && x < size && y >= 0 && y < size) drawn.add(y * size + x);
    }
    expect(drawn.size).toBeGreaterThan(50);
    expect([...drawn].every((place) => raster.pixels[place] === red)).toBe(true);
  });

  it('lays a point upon the line through it', () => {
    const raster = fresh();
    const ends = {
      x: Float32Array.of(1, -1),
      y: Float32Array.of(0, 10),
      z: Float32Array.of(5.5, 5.5),
    };
    const middleOf = (a: number[]) => Float32Array.of(((a[0] ?? 0) + (a[1] ?? 0)) / 2);
    trail(raster, through, ends, blue, 1);
    const on = { x: middleOf([1, -1]), y: middleOf([0, 10]), z: Float32Array.of(5.5) };
    dots(raster, through, on, Uint32Array.of(red), 1);
    expect([...raster.pixels.slice(middle - 1, middle + 2)]).toEqual([red, red, red]);
  });

  it('draws what is inside of a line that begins far outside', () => {
    const raster = fresh();
    const ends = {
      x: Float32Array.of(0, 0),
      y: Float32Array.of(5, 4e6),
      z: Float32Array.of(5.5, 5.5),
    };
    trail(raster, through, ends, blue, 1);
    expect([...raster.pixels.slice(middle, middle + size / 2)].every((each) => each === blue)).toBe(
      true,
    );
    expect(raster.pixels[middle - 2]).toBe(0);
  });

  it('joins points by a line without gaps', () => {
    const raster = fresh();
    const ends = {
      x: Float32Array.of(0, 0),
      y: Float32Array.of(0, 10),
      z: Float32Array.of(5.5, 5.5),
    };
    trail(raster, through, ends, blue, 1);
    const [a, b] = [project(through, 0, 0, 5.5), project(through, 0, 10, 5.5)];
    const row = Math.round(a?.y ?? 0) * size;
    const from = Math.round(a?.x ?? 0);
    const to = Math.round(b?.x ?? 0);
    expect(to - from).toBeGreaterThan(4);
    expect([...raster.pixels.slice(row + from, row + to + 1)].every((each) => each === blue)).toBe(
      true,
    );
  });
});

describe('shades', () => {
  it('run from the first stop to the last through those between', () => {
    const ramp = [
      [0, '#000000'],
      [0.5, '#ff0000'],
      [1, '#ffffff'],
    ] as const;
    expect([...shades(ramp, 5)]).toEqual(
      ['#000000', '#800000', '#ff0000', '#ff8080', '#ffffff'].map(word),
    );
  });
});
