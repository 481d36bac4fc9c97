/**
 * What is drawn upon the points: a selection, hits, and the point that is looked at with its neighbours.
 * Small traces of their own, since plotly cannot single out points of a trace in three dimensions.
 */
import type { Data } from 'plotly.js/lib/core';
import type { Columns, SetName } from '../data/columns';
import type { Near } from './near';
import { PALETTES } from './palette';
import { positionSize, rowsOf, SOLID, tokenSize, trace } from './traces';
import type { Focus, Marked, SceneInput, TraceMeta } from './types';

const sizeIn = (set: SetName, n: number) => (set === 'positions' ? positionSize(n) : tokenSize(n));

// Rings read better than dots, and cost several times as much: fine for as many as one picks by hand.
const MOST_RINGS = 2_000;

function marked(
  uid: string,
  { set, ids }: Marked,
  { symbol, color, by }: { symbol: string; color: string; by: number },
  input: SceneInput,
): Data[] {
  const columns = input.points[set];
  if (!columns || ids.length === 0) return [];
  const n = columns.x.length;
  const rows = Uint32Array.from(ids.filter((id) => id < n));
  const meta: TraceMeta = { set, layer: 'marked', first: 0, ids: rows };
  const size = by * Math.max(2.2, sizeIn(set, n) * input.size);
  const shape = rows.length > MOST_RINGS ? 'diamond' : symbol;
  const marker = { symbol: shape, size, color, ...SOLID };
  return [trace(meta, rowsOf(columns, rows), true, { uid, mode: 'markers', marker })];
}

/** From the point to each neighbour and on: gaps keep the lines apart. */
function spokes(columns: Columns, from: number, to: readonly Near[]) {
  const along = (values: Float32Array) =>
    to.flatMap(({ id }) => [values[from] ?? null, values[id] ?? null, null]);
  return { x: along(columns.x), y: along(columns.y), z: along(columns.z) };
}

function lines(
  uid: string,
  { set, id }: Focus,
  to: readonly Near[],
  line: { color: string; width: number; dash: string },
  input: SceneInput,
): Data[] {
  const columns = input.points[set];
  if (!columns || to.length === 0) return [];
  const ends: Marked = { set, ids: to.map((near) => near.id) };
  return [
    {
      type: 'scatter3d',
      uid,
      name: uid,
      ...spokes(columns, id, to),
      mode: 'lines',
      line,
      connectgaps: false,
      // A line is nothing to point at.
      hoverinfo: 'skip',
      showlegend: false,
    } as unknown as Data,
    ...marked(`${uid}-ends`, ends, { symbol: 'diamond', color: line.color, by: 1.5 }, input),
  ];
}

export function overlays(input: SceneInput): Data[] {
  const palette = PALETTES[input.theme];
  const { hits, selection, focus } = input;
  const found: Data[] = [];
  if (hits) {
    found.push(...marked('hits', hits, { symbol: 'diamond', color: palette.hits, by: 1.7 }, input));
  }
  if (selection) {
    const look = { symbol: 'diamond-open', color: palette.selection, by: 2.6 };
    found.push(...marked('selection', selection, look, input));
  }
  if (focus) {
    if (input.show.neighbors) {
      const near = { color: palette.near, width: 3, dash: 'solid' };
      const apparent = { color: palette.apparent, width: 3, dash: 'dash' };
      found.push(...lines('apparent', focus, focus.apparent, apparent, input));
      found.push(...lines('near', focus, focus.near, near, input));
    }
    const at: Marked = { set: focus.set, ids: [focus.id] };
    const dot = {
      symbol: focus.set === 'positions' ? 'circle' : 'diamond',
      color: palette.focus,
      by: 2,
    };
    found.push(...marked('focus', at, dot, input));
    found.push(
      ...marked('ring', at, { symbol: 'circle-open', color: palette.focus, by: 6 }, input),
    );
  }
  return found;
}
