/** The scene as plotly's traces and layout: from data and state alone. */
import type { Data, Layout } from 'plotly.js/lib/core';
import type { Camera } from '../api/types';
import type { Columns } from '../data/columns';
import { AXIS_NAMES, type AxisName, axisName } from '../state/view';
import { markedPositions } from './marks';
import { PALETTES, type Palette } from './palette';
import { proportions, type Ranges, ranges } from './ranges';
import type { SceneInput } from './types';

export interface Figure {
  data: Data[];
  layout: Partial<Layout>;
}

/** 0, 1, 2, … as colours; one array for each length, so that plotly sees no change. */
const indices = new Map<number, Float32Array>();
function index(n: number): Float32Array {
  let found = indices.get(n);
  if (!found) {
    found = Float32Array.from({ length: n }, (_, i) => i);
    indices.set(n, found);
  }
  return found;
}

const isUpright = ({ up }: Camera): boolean => up.z > 0 && Math.hypot(up.x, up.y) < 1e-6 * up.z;

/** Turntable keeps z upright, and would tip over a camera that is not. */
export const dragMode = (camera: Camera): 'turntable' | 'orbit' =>
  isUpright(camera) ? 'turntable' : 'orbit';

/** The camera moves far more often than anything else, so it comes last and on its own. */
export function withCamera(layout: Partial<Layout>, camera: Camera): Partial<Layout> {
  return { ...layout, scene: { ...layout.scene, camera, dragmode: dragMode(camera) } };
}

/** Small enough for the structure to show through, large enough to see a few points at all. */
export const tokenSize = (n: number): number => (n > 20_000 ? 1.3 : n > 2_000 ? 1.7 : 2.6);
export const positionSize = (n: number): number => (n > 600 ? 2.4 : n > 200 ? 3 : 3.6);

const COMPACT = 0.7;

// Anything but opaque is drawn in the wrong order; a border doubles the cost of a frame.
const SOLID = { opacity: 1, line: { width: 0 } };

/** What a trace holds of a point set: its rows from `first` on. */
export interface TraceMeta {
  set: 'positions' | 'tokens';
  first: number;
}

function trace(meta: TraceMeta, columns: Columns, visible: boolean, rest: object): Data {
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

function positionTrace(columns: Columns, { show, compact }: SceneInput, palette: Palette): Data {
  const scale = compact ? COMPACT : 1;
  const n = columns.x.length;
  return trace({ set: 'positions', first: 0 }, columns, show.positions, {
    mode: show.path ? 'lines+markers' : 'markers',
    marker: {
      symbol: 'circle',
      size: scale * positionSize(n),
      color: index(n),
      cmin: 0,
      cmax: Math.max(1, n - 1),
      colorscale: palette.position,
      showscale: false,
      ...SOLID,
    },
    line: { color: palette.path, width: 1.5 },
  });
}

/**
 * Shades of red in the order of the ids, so that the cloud has depth. A few traces of one colour each:
 * plotly reads an array of colours through a parser, which for 50,000 points costs 200 ms a change.
 */
function tokenTraces(columns: Columns, { show, compact }: SceneInput, palette: Palette): Data[] {
  const scale = compact ? COMPACT : 1;
  const n = columns.x.length;
  const bands = palette.token.length;
  return palette.token.flatMap((color, band) => {
    const first = Math.floor((band * n) / bands);
    const end = Math.floor(((band + 1) * n) / bands);
    if (first === end) return [];
    const rows = {
      x: part(columns.x, first, end),
      y: part(columns.y, first, end),
      z: part(columns.z, first, end),
    };
    const marker = { symbol: 'diamond', size: scale * tokenSize(n), color, ...SOLID };
    return [trace({ set: 'tokens', first }, rows, show.tokens, { mode: 'markers', marker })];
  });
}

// One array for each part of each column: plotly tells change by identity.
const parts = new WeakMap<Float32Array, Map<string, Float32Array>>();
function part(values: Float32Array, first: number, end: number): Float32Array {
  const known = parts.get(values) ?? new Map<string, Float32Array>();
  parts.set(values, known);
  const key = `${first}-${end}`;
  const found = known.get(key) ?? values.subarray(first, end);
  known.set(key, found);
  return found;
}

function axis(input: SceneInput, name: AxisName, range: [number, number], palette: Palette) {
  return {
    title: {
      // Short on purpose: plotly turns every new text into triangles, at 5 ms a letter on a slow machine.
      // The shares stand in the panel and in the line below.
      text: axisName(input.axes[name]),
      font: { size: 13, color: palette.ink },
    },
    range,
    autorange: false,
    nticks: 6,
    tickfont: { size: 10, color: palette.faint },
    showbackground: false,
    gridcolor: palette.grid,
    gridwidth: 1,
    zerolinecolor: palette.zero,
    zerolinewidth: 1,
    showline: false,
    showspikes: false,
  };
}

function marks(input: SceneInput, box: Ranges, palette: Palette) {
  const { positions } = input.points;
  if (!positions || !input.show.positions || !input.show.marks) return [];
  return markedPositions(positions, box).map((position) => ({
    x: positions.x[position],
    y: positions.y[position],
    z: positions.z[position],
    text: String(position),
    showarrow: false,
    yshift: 10,
    bgcolor: palette.plate,
    borderpad: 1,
    font: { size: 11, color: palette.mark },
    captureevents: false,
  }));
}

export function sceneFigure(input: SceneInput): Figure {
  const palette = PALETTES[input.theme];
  const box = ranges(input.points);
  const { positions, tokens } = input.points;
  const data = tokens ? tokenTraces(tokens, input, palette) : [];
  if (positions) data.push(positionTrace(positions, input, palette));
  const ratio = proportions(box, input.aspect);
  const layout = {
    // Read back from plotly to report what is really drawn.
    meta: { axes: AXIS_NAMES.map((name) => input.axes[name]) },
    paper_bgcolor: 'rgba(0,0,0,0)',
    margin: { l: 0, r: 0, t: 0, b: 0 },
    autosize: true,
    showlegend: false,
    font: { family: 'ui-sans-serif, system-ui, sans-serif', color: palette.ink },
    // Plotly's card is replaced by the page's own; the events come without it.
    hovermode: false,
    scene: {
      bgcolor: 'rgba(0,0,0,0)',
      hovermode: false,
      aspectmode: input.aspect === 'cube' ? 'cube' : 'manual',
      aspectratio: ratio,
      xaxis: axis(input, 'x', box.x, palette),
      yaxis: axis(input, 'y', box.y, palette),
      zaxis: axis(input, 'z', box.z, palette),
      annotations: marks(input, box, palette),
    },
  };
  return { data, layout: layout as unknown as Partial<Layout> };
}
