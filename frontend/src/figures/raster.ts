/** A small software renderer: points and lines into pixels, what is nearer before what is further. */
import type { Columns } from '../data/columns';
import { type Lens, NEAR, type Pixel, project } from './project';

export interface Raster {
  width: number;
  height: number;
  /** RGBA as a little-endian word: what the memory of an ImageData is. 0 is nothing. */
  pixels: Uint32Array;
  depth: Float32Array;
}

export function blank(width: number, height: number, buffer: ArrayBufferLike): Raster {
  const depth = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
  return { width, height, pixels: new Uint32Array(buffer), depth };
}

/** "#rrggbb" as a word, opaque. */
export function word(colour: string): number {
  const rgb = Number.parseInt(colour.slice(1), 16);
  return ((0xff << 24) | ((rgb & 0xff) << 16) | (rgb & 0xff00) | ((rgb >> 16) & 0xff)) >>> 0;
}

/** A ramp of stops as `n` words. */
export function shades(ramp: readonly (readonly [number, string])[], n: number): Uint32Array {
  const channel = (colour: string, shift: number) =>
    (Number.parseInt(colour.slice(1), 16) >> shift) & 0xff;
  return Uint32Array.from({ length: n }, (_, i) => {
    const at = n > 1 ? i / (n - 1) : 0;
    const next = Math.max(
      1,
      ramp.findIndex(([stop]) => stop >= at),
    );
    const [from, a] = ramp[next - 1] ?? [0, '#000000'];
    const [to, b] = ramp[next] ?? [1, a];
    const part = to > from ? (at - from) / (to - from) : 0;
    const mix = (shift: number) =>
      Math.round(channel(a, shift) * (1 - part) + channel(b, shift) * part);
    return ((0xff << 24) | (mix(0) << 16) | (mix(8) << 8) | mix(16)) >>> 0;
  });
}

/** A point lies upon the line that runs through it. */
const BEFORE_LINES = 0.995;

/** A disc's half widths, row by row from its top. */
function disc(radius: number): Int32Array {
  const reach = Math.floor(radius);
  return Int32Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.floor(Math.sqrt(Math.max(0, radius * radius - (i - reach) ** 2))),
  );
}

/**
 * Every point as a disc. `colours` run over the rows from first to last: as many as there are shades,
 * or one for each row.
 */
export function dots(
  raster: Raster,
  through: Lens,
  columns: Columns,
  colours: Uint32Array,
  radius: number,
): void {
  const { width, height, pixels, depth } = raster;
  const { across, over, ahead, focal } = through;
  const halves = disc(radius);
  const reach = (halves.length - 1) / 2;
  const n = columns.x.length;
  // Written out rather than called: fifty thousand times at every movement, for each picture.
  for (let i = 0; i < n; i++) {
    const x = columns.x[i] as number;
    const y = columns.y[i] as number;
    const z = columns.z[i] as number;
    const far = ahead[0] * x + ahead[1] * y + ahead[2] * z + ahead[3];
    if (!(far >= NEAR)) continue;
    const near = far * BEFORE_LINES;
    const scale = focal / far;
    const cx = Math.round(
      width / 2 + scale * (across[0] * x + across[1] * y + across[2] * z + across[3]),
    );
    const cy = Math.round(height / 2 - scale * (over[0] * x + over[1] * y + over[2] * z + over[3]));
    const colour = colours[Math.floor((i * colours.length) / n)] as number;
    for (let line = 0; line < halves.length; line++) {
      const half = halves[line] as number;
      const row = cy - reach + line;
      if (row < 0 || row >= height) continue;
      const last = Math.min(width - 1, cx + half);
      for (let column = Math.max(0, cx - half); column <= last; column++) {
        const place = row * width + column;
        if (near < (depth[place] as number)) {
          depth[place] = near;
          pixels[place] = colour;
        }
      }
    }
  }
}

type Span = [number, number];

/** The part of a span in which what runs from `a` to `b` is between 0 and `size`. */
function within(a: number, b: number, size: number, [from, to]: Span): Span {
  if (a === b) return a >= -1 && a <= size ? [from, to] : [1, 0];
  const [first, last] = [(-1 - a) / (b - a), (size - a) / (b - a)];
  return [Math.max(from, Math.min(first, last)), Math.min(to, Math.max(first, last))];
}

function line(raster: Raster, a: Pixel, b: Pixel, colour: number, thickness: number): void {
  const { width, height, pixels, depth } = raster;
  // Only the part inside: an end close to the eye is millions of pixels away.
  const [from, to] = within(a.x, b.x, width, within(a.y, b.y, height, [0, 1]));
  if (from > to) return;
  const length = (to - from) * Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y));
  const steps = Math.max(1, Math.ceil(length));
  for (let step = 0; step <= steps; step++) {
    const part = from + ((to - from) * step) / steps;
    const far = a.depth + (b.depth - a.depth) * part;
    const x = Math.round(a.x + (b.x - a.x) * part);
    const y = Math.round(a.y + (b.y - a.y) * part);
    for (let dy = 0; dy < thickness; dy++) {
      for (let dx = 0; dx < thickness; dx++) {
        const [column, row] = [x + dx, y + dy];
        if (column < 0 || column >= width || row < 0 || row >= height) continue;
        const place = row * width + column;
        if (far < (depth[place] as number)) {
          depth[place] = far;
          pixels[place] = colour;
        }
      }
    }
  }
}

/** A line through the rows in their order. */
export function trail(
  raster: Raster,
  through: Lens,
  columns: Columns,
  colour: number,
  thickness: number,
): void {
  let before: Pixel | undefined;
  for (let i = 0; i < columns.x.length; i++) {
    const here = project(
      through,
      columns.x[i] as number,
      columns.y[i] as number,
      columns.z[i] as number,
    );
    if (before && here) line(raster, before, here, colour, thickness);
    before = here;
  }
}
