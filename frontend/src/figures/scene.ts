/** The scene as plotly's traces and layout: from data and state alone. */
import type { Data, Layout } from 'plotly.js/lib/core';
import type { Camera } from '../api/types';
import type { Columns } from '../data/columns';
import { legible } from '../data/quote';
import { AXIS_NAMES, type AxisName, axisName, isDirection } from '../state/view';
import { markedPositions, spaced } from './marks';
import { overlays } from './overlays';
import { PALETTES, type Palette } from './palette';
import { proportions, type Ranges, ranges } from './ranges';
import { pointTraces } from './traces';
import type { SceneInput } from './types';

export interface Figure {
  data: Data[];
  layout: Partial<Layout>;
}

const isUpright = ({ up }: Camera): boolean => up.z > 0 && Math.hypot(up.x, up.y) < 1e-6 * up.z;

/** Turntable keeps z upright, and would tip over a camera that is not. */
export const dragMode = (camera: Camera): 'turntable' | 'orbit' =>
  isUpright(camera) ? 'turntable' : 'orbit';

/** The camera moves far more often than anything else, so it comes last and on its own. */
export function withCamera(layout: Partial<Layout>, camera: Camera): Partial<Layout> {
  return { ...layout, scene: { ...layout.scene, camera, dragmode: dragMode(camera) } };
}

/** Long enough for two tokens. */
const LONGEST_TITLE = 28;

function titleOf({ axes, directions }: SceneInput, name: AxisName): string {
  const axis = axes[name];
  const text = isDirection(axis) ? (directions?.get(axis) ?? axis) : axisName(axis);
  const short = text.length > LONGEST_TITLE ? `${text.slice(0, LONGEST_TITLE - 1)}…` : text;
  return plainText(short);
}

function axis(input: SceneInput, name: AxisName, range: [number, number], palette: Palette) {
  return {
    title: {
      // Short on purpose: plotly turns every new text into triangles, at 5 ms a letter on a slow machine.
      // The shares stand in the panel and in the line below.
      text: titleOf(input, name),
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

/** A text at a point; plotly draws these on top, at a fifth of what texts in a trace cost. */
function note(columns: Columns, row: number, text: string, color: string, plate: string) {
  return {
    x: columns.x[row],
    y: columns.y[row],
    z: columns.z[row],
    text,
    showarrow: false,
    yshift: 10,
    bgcolor: plate,
    borderpad: 1,
    font: { size: 11, color },
    captureevents: false,
  };
}

/** Each takes a fraction of a millisecond at every frame. */
const MOST_NOTES = 24;

function notes(
  input: SceneInput,
  box: Ranges,
  { mark, plate, sums: violet, focus: strong }: Palette,
) {
  const { points, show, focus } = input;
  const { positions, sums } = points;
  const found = [];
  if (positions && show.positions && show.marks) {
    for (const position of markedPositions(positions, box)) {
      found.push(note(positions, position, String(position), mark, plate));
    }
  }
  if (sums && input.sums) {
    const all = Array.from(input.sums.keys()).slice(0, sums.x.length);
    for (const row of spaced(sums, box, all).slice(0, MOST_NOTES)) {
      found.push(note(sums, row, plainText(legible(input.sums[row] ?? '')), violet, plate));
    }
  }
  const looked = focus && points[focus.set];
  if (looked && focus.id < looked.x.length) {
    found.push({
      ...note(looked, focus.id, plainText(focus.label), strong, plate),
      yshift: 16,
      font: { size: 13, color: strong },
    });
  }
  return found;
}

/** Plotly reads texts as a kind of HTML. */
const plainText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function sceneFigure(input: SceneInput): Figure {
  const palette = PALETTES[input.theme];
  const box = ranges(input.points);
  const data = [...pointTraces(input), ...overlays(input)];
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
      annotations: notes(input, box, palette),
    },
  };
  return { data, layout: layout as unknown as Partial<Layout> };
}
