/** A trace for each set of points: all of them, but those whose class is switched off. */
import type { Data } from 'plotly.js/lib/core';
import type { Columns, SetName } from '../data/columns';
import type { Paint } from './coloring';
import { channels, type Rgb } from './oklab';
import { PALETTES } from './palette';
import type { SceneInput, TraceMeta } from './types';

/** Small enough for the structure to show through, large enough to see a few points at all. */
export const tokenSize = (n: number): number => (n > 20_000 ? 1.3 : n > 2_000 ? 1.7 : 2.6);
export const positionSize = (n: number): number => (n > 600 ? 2.4 : n > 200 ? 3 : 3.6);
const COMPACT = 0.7;

const sizeOf = (set: SetName, n: number, { compact, size }: SceneInput): number => {
  const usual = set === 'positions' ? positionSize(n) : set === 'sums' ? 4.5 : tokenSize(n);
  return usual * size * (compact ? COMPACT : 1);
};

// Anything but opaque is drawn in the wrong order; a border doubles the cost of a frame.
export const SOLID = { opacity: 1, line: { width: 0 } };

export function trace(meta: TraceMeta, columns: Columns, visible: boolean, rest: object): Data {
  return {
    type: 'scatter3d',
    uid: `${meta.set}-${meta.first}`,
    name: meta.set,
    meta,
    ...columns,
    visible,
    hoverinfo: 'none',
    showlegend: false,
    ...rest,
  } as Data;
}

/** What is made of something is made once: plotly tells change by identity. */
function remembered<K extends object, V>(make: (key: K, part: string) => V) {
  const known = new WeakMap<K, Map<string, V>>();
  return (key: K, part: string): V => {
    const parts = known.get(key) ?? new Map<string, V>();
    known.set(key, parts);
    const found = parts.get(part) ?? make(key, part);
    parts.set(part, found);
    return found;
  };
}

const part = remembered((values: Float32Array, range) => {
  const [first, end] = range.split('-').map(Number);
  return values.subarray(first, end);
});

const picks = new WeakMap<Uint32Array, WeakMap<Float32Array, Float32Array>>();
function pick(values: Float32Array, ids: Uint32Array): Float32Array {
  const known = picks.get(ids) ?? new WeakMap<Float32Array, Float32Array>();
  picks.set(ids, known);
  const found = known.get(values) ?? Float32Array.from(ids, (id) => values[id] ?? Number.NaN);
  known.set(values, found);
  return found;
}

const idParts = remembered((ids: Uint32Array, range) => {
  const [first, end] = range.split('-').map(Number);
  return ids.subarray(first, end);
});

const each = (columns: Columns, of: (values: Float32Array) => Float32Array): Columns => ({
  x: of(columns.x),
  y: of(columns.y),
  z: of(columns.z),
});

export const rowsOf = (columns: Columns, ids: Uint32Array): Columns =>
  each(columns, (values) => pick(values, ids));

/** 0, 1, 2, … as colours; one array for each length, so that plotly sees no change. */
const indices = new Map<number, Float32Array>();
function index(n: number): Float32Array {
  const found = indices.get(n) ?? Float32Array.from({ length: n }, (_, i) => i);
  indices.set(n, found);
  return found;
}

/**
 * A colour for each point, as channels: plotly reads these at a glance, and an array of texts, or of numbers
 * on a scale of its own, through a parser, which for 50,000 points takes twice as long.
 */
const colorOf = (() => {
  const known = new WeakMap<Paint, WeakMap<object, Rgb[]>>();
  const whole = {};
  return (paint: Paint, ids: Uint32Array | undefined): Rgb[] => {
    const byIds = known.get(paint) ?? new WeakMap<object, Rgb[]>();
    known.set(paint, byIds);
    const before = byIds.get(ids ?? whole);
    if (before) return before;
    const colors = paint.colors.map(channels);
    const none: Rgb = [0, 0, 0];
    const made = Array.from(
      { length: ids ? ids.length : paint.of.length },
      (_, row) => colors[paint.of[ids ? (ids[row] ?? 0) : row] ?? 0] ?? none,
    );
    byIds.set(ids ?? whole, made);
    return made;
  };
})();

/** One trace with a colour for each point. */
function paintedTrace(set: SetName, columns: Columns, paint: Paint, input: SceneInput): Data {
  const ids = input.coloring?.kept[set];
  const n = columns.x.length;
  const meta: TraceMeta = { set, layer: 'points', first: 0, ...(ids && { ids }) };
  const rows = ids ? rowsOf(columns, ids) : columns;
  const color = colorOf(paint, ids);
  return trace(meta, rows, set === 'sums' || input.show[set], {
    ...lineOf(set, input),
    marker: { symbol: SYMBOLS[set], size: sizeOf(set, n, input), color, ...SOLID },
  });
}

const SYMBOLS: Record<SetName, string> = {
  positions: 'circle',
  tokens: 'diamond',
  unembedding: 'diamond',
  sums: 'square',
};

function lineOf(set: SetName, { show, theme }: SceneInput): object {
  const palette = PALETTES[theme];
  if (set === 'positions' && show.path) {
    return { mode: 'lines+markers', line: { color: palette.path, width: 1.5 } };
  }
  if (set === 'sums') return { mode: 'lines+markers', line: { color: palette.sums, width: 2 } };
  return { mode: 'markers' };
}

/** Positions in the shades of their scale. */
function positionTrace(columns: Columns, input: SceneInput): Data {
  const n = columns.x.length;
  return trace({ set: 'positions', layer: 'points', first: 0 }, columns, input.show.positions, {
    ...lineOf('positions', input),
    marker: {
      symbol: SYMBOLS.positions,
      size: sizeOf('positions', n, input),
      color: index(n),
      cmin: 0,
      cmax: Math.max(1, n - 1),
      colorscale: PALETTES[input.theme].position,
      showscale: false,
      ...SOLID,
    },
  });
}

/** Shades in the order of the ids, so that the cloud has depth: a few traces of one colour each. */
function shadedTraces(set: 'tokens' | 'unembedding', columns: Columns, input: SceneInput): Data[] {
  const n = columns.x.length;
  const shades = PALETTES[input.theme][set === 'tokens' ? 'token' : 'unembedding'];
  const kept = input.coloring?.kept[set];
  const size = sizeOf(set, n, input);
  // The first row of each band: by the id, so that a token keeps its shade when others are switched off.
  const start = (band: number) => {
    const id = Math.floor((band * n) / shades.length);
    if (!kept) return id;
    const row = kept.findIndex((each) => each >= id);
    return row < 0 ? kept.length : row;
  };
  return shades.flatMap((color, band) => {
    const [first, end] = [
      start(band),
      band + 1 < shades.length ? start(band + 1) : (kept?.length ?? n),
    ];
    if (first >= end) return [];
    const range = `${first}-${end}`;
    const ids = kept && idParts(kept, range);
    const rows = ids ? rowsOf(columns, ids) : each(columns, (values) => part(values, range));
    const meta: TraceMeta = { set, layer: 'points', first, ...(ids && { ids }) };
    const marker = { symbol: SYMBOLS[set], size, color, ...SOLID };
    return [trace(meta, rows, input.show[set], { mode: 'markers', marker })];
  });
}

function sumsTrace(columns: Columns, input: SceneInput): Data {
  const color = PALETTES[input.theme].sums;
  const size = sizeOf('sums', columns.x.length, input);
  return trace({ set: 'sums', layer: 'points', first: 0 }, columns, true, {
    ...lineOf('sums', input),
    marker: { symbol: SYMBOLS.sums, size, color, ...SOLID },
  });
}

export function pointTraces(input: SceneInput): Data[] {
  const { tokens, unembedding, positions, sums } = input.points;
  const paints = input.coloring?.paints;
  const drawn = (set: SetName, columns: Columns | undefined, own: (c: Columns) => Data[]) => {
    if (!columns) return [];
    const paint = paints?.[set];
    return paint ? [paintedTrace(set, columns, paint, input)] : own(columns);
  };
  return [
    ...drawn('tokens', tokens, (columns) => shadedTraces('tokens', columns, input)),
    ...drawn('unembedding', unembedding, (columns) => shadedTraces('unembedding', columns, input)),
    ...drawn('positions', positions, (columns) => [positionTrace(columns, input)]),
    ...drawn('sums', sums, (columns) => [sumsTrace(columns, input)]),
  ];
}
