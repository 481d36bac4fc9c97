import { describe, expect, it } from 'vitest';
import type { Columns } from '../data/columns';
import { DEFAULT_ASPECT, DEFAULT_AXES, DEFAULT_CAMERA, DEFAULT_SHOW } from '../state/view';
import { candidates, markedPositions } from './marks';
import { PALETTES } from './palette';
import { extent, proportions, ranges } from './ranges';
import { dragMode, sceneFigure, withCamera } from './scene';
import type { SceneInput } from './types';

const columns = (n: number, of: (i: number) => [number, number, number]): Columns => {
  const pick = (axis: 0 | 1 | 2) => Float32Array.from({ length: n }, (_, i) => of(i)[axis]);
  return { x: pick(0), y: pick(1), z: pick(2) };
};
const POSITIONS = columns(128, (i) => [i, 0, -i]);
const TOKENS = columns(10, (i) => [i / 10, -5 - i, 1]);

const input = (given: Partial<SceneInput> = {}): SceneInput => ({
  points: { positions: POSITIONS, tokens: TOKENS },
  axes: DEFAULT_AXES,
  show: DEFAULT_SHOW,
  theme: 'dark',
  aspect: DEFAULT_ASPECT,
  compact: false,
  ...given,
});

interface Trace {
  name: string;
  visible: boolean;
  mode: string;
  x: Float32Array;
  meta: { set: string; first: number };
  marker: { symbol: string; opacity: number };
}
const traces = (given?: Partial<SceneInput>) =>
  sceneFigure(input(given)).data as unknown as Trace[];
interface Scene {
  annotations: { text: string }[];
  xaxis: { range: number[]; title: { text: string } };
  aspectmode: string;
}
const scene = (given?: Partial<SceneInput>) =>
  sceneFigure(input(given)).layout.scene as unknown as Scene;

describe('sceneFigure', () => {
  it('draws every point, once', () => {
    const total = (set: string) =>
      traces()
        .filter(({ name }) => name === set)
        .reduce((sum, { x }) => sum + x.length, 0);
    expect(total('tokens')).toBe(10);
    expect(total('positions')).toBe(128);
  });

  it('knows which row each trace begins with', () => {
    for (const { name, meta, x } of traces()) {
      const all = name === 'tokens' ? TOKENS.x : POSITIONS.x;
      expect([...x]).toEqual([...all.subarray(meta.first, meta.first + x.length)]);
    }
  });

  it('hands plotly the same arrays again when only the look changes', () => {
    const before = traces();
    const after = traces({ theme: 'light' });
    for (const [index, trace] of before.entries()) expect(after[index]?.x).toBe(trace.x);
  });

  it('draws opaque diamonds and circles: anything else is slow or in the wrong order', () => {
    for (const { name, marker } of traces()) {
      expect(marker.symbol).toBe(name === 'tokens' ? 'diamond' : 'circle');
      expect(marker.opacity).toBe(1);
    }
  });

  it('hides a set without moving the other', () => {
    const hidden = { ...DEFAULT_SHOW, positions: false };
    const all = traces({ show: hidden });
    expect(all.filter(({ visible }) => !visible).map(({ name }) => name)).toEqual(['positions']);
    expect(scene({ show: hidden }).xaxis.range).toEqual(scene().xaxis.range);
    expect(scene({ show: hidden }).annotations).toEqual([]);
  });

  it('draws the path and the numbers when they are wanted', () => {
    const mode = (path: boolean) => traces({ show: { ...DEFAULT_SHOW, path } }).at(-1)?.mode;
    expect(mode(true)).toBe('lines+markers');
    expect(mode(false)).toBe('markers');
    expect(scene().annotations.map(({ text }) => text)).toContain('127');
    expect(scene({ show: { ...DEFAULT_SHOW, marks: false } }).annotations).toEqual([]);
  });

  it('shows tokens alone where there are no positions', () => {
    const points = { positions: undefined, tokens: TOKENS };
    expect(new Set(traces({ points }).map(({ name }) => name))).toEqual(new Set(['tokens']));
  });

  it('writes the components on the axes and into meta', () => {
    const axes = { x: 4, y: 2, z: 3 };
    expect(scene({ axes }).xaxis.title.text).toBe('PC4');
    expect(sceneFigure(input({ axes })).layout.meta).toEqual({ axes: [4, 2, 3] });
  });

  it('has both themes differ', () => {
    expect(PALETTES.dark.background).not.toBe(PALETTES.light.background);
  });
});

describe('withCamera', () => {
  it('turns upright cameras on a table and others freely', () => {
    expect(dragMode(DEFAULT_CAMERA)).toBe('turntable');
    expect(dragMode({ ...DEFAULT_CAMERA, up: { x: 0, y: 1, z: 0 } })).toBe('orbit');
    const { layout } = sceneFigure(input());
    expect(withCamera(layout, DEFAULT_CAMERA).scene).toMatchObject({ camera: DEFAULT_CAMERA });
  });
});

describe('ranges', () => {
  it('holds all points with a margin, on every axis', () => {
    const box = ranges(input().points);
    expect(box.x[0]).toBeLessThan(0);
    expect(box.x[1]).toBeGreaterThan(127);
    expect(box.y[0]).toBeLessThan(-14);
    expect(box.z[0]).toBeLessThan(-127);
  });

  it('survives no points, one value and numbers that are none', () => {
    expect(ranges({ positions: undefined, tokens: undefined }).x).toEqual([-1, 1]);
    expect(ranges({ positions: columns(1, () => [2, 2, 2]), tokens: undefined }).x).toEqual([1, 3]);
    expect(extent(new Float32Array([Number.NaN, 3, -1]))).toEqual([-1, 3]);
  });

  it('keeps one scale for all axes when asked, in a box of the same diagonal', () => {
    const box = { x: [0, 4], y: [0, 2], z: [-1, 0] } as const;
    const sides = proportions({ x: [...box.x], y: [...box.y], z: [...box.z] }, 'data');
    expect(sides.x / sides.y).toBeCloseTo(2);
    expect(sides.y / sides.z).toBeCloseTo(2);
    expect(Math.hypot(sides.x, sides.y, sides.z)).toBeCloseTo(Math.sqrt(3));
    const cube = { x: [0, 4], y: [0, 2], z: [-1, 0] } as Parameters<typeof proportions>[0];
    expect(proportions(cube, 'cube')).toEqual({ x: 1, y: 1, z: 1 });
  });
});

describe('marks', () => {
  it('are powers of two and both ends', () => {
    expect(candidates(0)).toEqual([]);
    expect(candidates(1)).toEqual([0]);
    expect(candidates(128)).toEqual([0, 1, 2, 4, 8, 16, 32, 64, 127]);
  });

  it('give way where they would overlap, the ends last', () => {
    const line = columns(1024, (i) => [i, 0, 0]);
    const marked = markedPositions(line, ranges({ positions: line, tokens: undefined }));
    expect(marked).toEqual([0, 64, 128, 256, 512, 1023]);
  });
});
