/** The scene in plain pixels: what `scene` makes of the same input for plotly. */
import type { Camera } from '../api/types';
import type { Columns } from '../data/columns';
import { AXIS_NAMES, type AxisName, axisName } from '../state/view';
import type { Paint } from './coloring';
import { markedPositions } from './marks';
import { PALETTES } from './palette';
import { lens, project } from './project';
import { ranges } from './ranges';
import { dots, type Raster, shades, trail, word } from './raster';
import type { SceneInput } from './types';

export interface Written {
  text: string;
  x: number;
  y: number;
  colour: string;
}

export type FlatInput = Pick<SceneInput, 'points' | 'axes' | 'show' | 'theme' | 'aspect'> & {
  /** A colour for each token; the palette's shades where there is none. */
  paint?: Paint | undefined;
};

const SHADES = 64;

function words(paint: Paint | undefined): Uint32Array | undefined {
  if (!paint) return undefined;
  const colors = paint.colors.map(word);
  return Uint32Array.from(paint.of, (place) => colors[place] ?? 0);
}

/** Plotly's 45°, across where the picture is taller than wide: without ticks the whole box has room. */
export const flatAngle = (width: number, height: number) =>
  2 * Math.atan(Math.tan(Math.PI / 8) * Math.max(1, height / width));

/** Draws all points into the raster; what is written upon them comes back. */
export function drawFlat(
  raster: Raster,
  { points, axes, show, theme, aspect, paint }: FlatInput,
  camera: Camera,
  scale: number,
): Written[] {
  const palette = PALETTES[theme];
  const box = ranges(points);
  const through = lens(
    box,
    aspect,
    camera,
    raster.width,
    raster.height,
    flatAngle(raster.width, raster.height),
  );
  const { positions, tokens, unembedding, sums } = points;

  for (const edge of edges(box)) trail(raster, through, edge, word(palette.zero), 1);
  if (tokens && show.tokens) {
    const radius = scale * (tokens.x.length > 20_000 ? 0.5 : 1);
    dots(raster, through, tokens, words(paint) ?? Uint32Array.from(palette.token, word), radius);
  }
  if (unembedding && show.unembedding) {
    dots(raster, through, unembedding, Uint32Array.from(palette.unembedding, word), scale / 2);
  }
  if (sums) dots(raster, through, sums, Uint32Array.of(word(palette.sums)), 1.5 * scale);
  if (positions && show.positions) {
    if (show.path) trail(raster, through, positions, word(palette.path), Math.round(scale));
    dots(raster, through, positions, shades(palette.position, SHADES), 1.5 * scale);
  }

  const write = (text: string, at: [number, number, number], colour: string): Written[] => {
    const seen = project(through, ...at);
    return seen ? [{ text, x: seen.x, y: seen.y, colour }] : [];
  };
  const titles = AXIS_NAMES.flatMap((name) => {
    const end = (axis: AxisName) => box[axis][axis === name ? 1 : 0];
    return write(axisName(axes[name]), [end('x'), end('y'), end('z')], palette.ink);
  });
  if (!positions || !show.positions || !show.marks) return titles;
  const numbers = markedPositions(positions, box).flatMap((i) =>
    write(String(i), at(positions, i), palette.mark),
  );
  return [...titles, ...numbers];
}

const at = ({ x, y, z }: Columns, i: number): [number, number, number] => [
  x[i] as number,
  y[i] as number,
  z[i] as number,
];

/** The three edges that meet where all axes are lowest. */
function edges(box: ReturnType<typeof ranges>): Columns[] {
  return AXIS_NAMES.map((along) => {
    const ends = AXIS_NAMES.map((axis) => {
      const [low, high] = box[axis];
      return Float32Array.of(low, axis === along ? high : low);
    });
    const [x, y, z] = ends as [Float32Array, Float32Array, Float32Array];
    return { x, y, z };
  });
}
