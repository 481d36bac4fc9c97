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
  size: 1,
  ...given,
});

interface Trace {
  name: string;
  visible: boolean;
  mode: string;
  x: Float32Array;
  meta: { set: string; layer: string; first: number; ids?: Uint32Array };
  marker: { symbol: string; opacity: number; size: number; color: unknown };
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

describe('what is drawn once more', () => {
  const near = [
    { id: 3, cosine: 0.9, rank: 1 },
    { id: 4, cosine: 0.8, rank: 2 },
  ];
  const focus = { set: 'tokens' as const, id: 1, label: '<b>&', near, apparent: [] };
  const marked = (given: Partial<SceneInput>) =>
    traces(given).filter(({ meta, mode }) => meta?.layer === 'marked' || mode === 'lines');

  it('is a trace of its own that knows its ids, and leaves the points alone', () => {
    const selection = { set: 'tokens' as const, ids: [2, 7, 99] };
    const [drawn, ...others] = marked({ selection });
    expect(others).toEqual([]);
    expect([...(drawn?.meta.ids ?? [])]).toEqual([2, 7]);
    expect([...(drawn?.x ?? [])]).toEqual([TOKENS.x[2], TOKENS.x[7]]);
    const points = (given: Partial<SceneInput>) =>
      traces(given).filter(({ meta }) => meta?.layer === 'points');
    for (const [i, trace] of points({ selection }).entries()) {
      expect(trace.x).toBe(points({})[i]?.x);
    }
  });

  it('goes from the focus to each neighbour, with a gap between', () => {
    const line = marked({ focus }).find(({ mode }) => mode === 'lines');
    const x = [...TOKENS.x];
    expect([...(line?.x ?? [])]).toEqual([x[1], x[3], null, x[1], x[4], null]);
    const none = { ...DEFAULT_SHOW, neighbors: false };
    expect(marked({ focus, show: none }).some(({ mode }) => mode === 'lines')).toBe(false);
    expect(marked({ focus, show: none }).length).toBe(2);
  });

  it('names the focus as text, whatever its characters', () => {
    expect(scene({ focus }).annotations.map(({ text }) => text)).toContain('&lt;b&gt;&amp;');
  });

  it('is not drawn of a set that is not here', () => {
    expect(marked({ hits: { set: 'unembedding', ids: [1] } })).toEqual([]);
  });
});

describe('colours', () => {
  const tokens = { colors: ['#ff0000', '#0000ff'], of: Uint8Array.from(TOKENS.x, (_, i) => i % 2) };
  const legend = { kind: 'kind' as const };

  it('are handed over as channels, shared by all points of a shade', () => {
    const [trace] = traces({ coloring: { paints: { tokens }, legend, kept: {} } });
    const color = trace?.marker.color as number[][];
    expect(color.length).toBe(TOKENS.x.length);
    expect(color[0]).toEqual([1, 0, 0]);
    expect(color[2]).toBe(color[0]);
    expect(color[1]).toEqual([0, 0, 1]);
  });

  it('and ids go with the points that are left when some are switched off', () => {
    const kept = { tokens: Uint32Array.of(1, 4, 9) };
    for (const paints of [undefined, { tokens }]) {
      const found = traces({ coloring: { paints, legend, kept } }).filter(
        ({ name }) => name === 'tokens',
      );
      const ids = found.flatMap(({ meta }) => [...(meta.ids ?? [])]);
      expect(ids).toEqual([1, 4, 9]);
      expect(found.flatMap(({ x }) => [...x])).toEqual(ids.map((id) => TOKENS.x[id]));
      if (paints)
        expect(found[0]?.marker.color).toEqual([
          [0, 0, 1],
          [1, 0, 0],
          [0, 0, 1],
        ]);
    }
  });
});

describe('sums', () => {
  it('are squares on a line, with their tokens written beside them', () => {
    const sums = columns(3, (i) => [i * 40, 0, 0]);
    const given = { points: { tokens: TOKENS, sums }, sums: [' a', 'b', 'c'] };
    const found = traces(given).find(({ name }) => name === 'sums');
    expect(found?.marker.symbol).toBe('square');
    expect(found?.mode).toBe('lines+markers');
    expect(scene(given).annotations.map(({ text }) => text)).toEqual(['␣a', 'b', 'c']);
  });
});

describe('sizes', () => {
  it('are multiples of the usual', () => {
    const size = (given: Partial<SceneInput>) => traces(given).map(({ marker }) => marker.size);
    expect(size({ size: 2 })).toEqual(size({}).map((usual) => 2 * usual));
  });
});

describe('axis titles', () => {
  it('name a direction by what it is made of, in short', () => {
    const axes = { x: 'd-0123456789', y: 1, z: 2 };
    const directions = new Map([['d-0123456789', 'mean of 12,345 tokens − mean of 9 tokens']]);
    expect(scene({ axes, directions }).xaxis.title.text).toBe('mean of 12,345 tokens − mea…');
    expect(scene({ axes }).xaxis.title.text).toBe('d-0123456789');
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
