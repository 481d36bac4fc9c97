/** What is drawn of two components, from below to above: points with their colours, the path, what is picked out. */
import type { Show, Theme } from '../api/types';
import type { Columns, PointColumns, SetName } from '../data/columns';
import { PALETTES, type Ramp } from './palette';
import { packed, type Splats } from './plane';
import { positionSize, tokenSize } from './scene';

export interface Layer extends Splats {
  set: SetName;
}

export interface PlaneInput {
  points: PointColumns;
  show: Show;
  theme: Theme;
  /** Of the points, as chosen; 1 is usual. */
  size: number;
}

/** Positions lie on top: they are few, and would be lost. */
const ORDER = ['unembedding', 'tokens', 'positions', 'sums'] as const satisfies readonly SetName[];

/** A colour of a ramp, at a place from 0 to 1. */
export function mixed(ramp: Ramp, at: number): string {
  const above = ramp.findIndex(([place]) => place >= at);
  const [high, low] = [ramp[above] ?? ramp.at(-1), ramp[Math.max(0, above - 1)]];
  if (!high || !low) return '#000000';
  const part = high[0] > low[0] ? (at - low[0]) / (high[0] - low[0]) : 0;
  const channel = (place: number) => {
    const [from, to] = [low[1], high[1]].map((hex) =>
      Number.parseInt(hex.slice(1 + 2 * place, 3 + 2 * place), 16),
    ) as [number, number];
    return Math.round(from + part * (to - from))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

// By kind, theme and number: the same array while nothing changes.
const known = new Map<string, Uint32Array>();

/** Reds in the order of ids, blues along the positions: as in the scene. */
export function kindColors(set: SetName, n: number, theme: Theme): Uint32Array {
  const key = `${set}-${n}-${theme}`;
  const before = known.get(key);
  if (before) return before;
  const palette = PALETTES[theme];
  const colors = new Uint32Array(n);
  if (set === 'positions') {
    for (let i = 0; i < n; i += 1) {
      colors[i] = packed(mixed(palette.position, n > 1 ? i / (n - 1) : 0));
    }
  } else {
    const bands = set === 'sums' ? [palette.sums] : palette[set === 'tokens' ? 'token' : set];
    for (const [band, color] of bands.entries()) {
      const from = Math.floor((band * n) / bands.length);
      colors.fill(packed(color), from, Math.floor(((band + 1) * n) / bands.length));
    }
  }
  known.set(key, colors);
  return colors;
}

export const radiusOf = (set: SetName, n: number, size: number): number =>
  size * (set === 'positions' || set === 'sums' ? positionSize(n) : tokenSize(n));

export const isShown = (set: SetName, show: Show): boolean => set === 'sums' || show[set];

export function planeLayers({ points, show, theme, size }: PlaneInput): Layer[] {
  return ORDER.flatMap((set): Layer[] => {
    const columns = points[set];
    if (!columns || !isShown(set, show)) return [];
    const n = columns.x.length;
    return [
      {
        set,
        x: columns.x,
        y: columns.y,
        colors: kindColors(set, n, theme),
        radius: radiusOf(set, n, size),
      },
    ];
  });
}

/** Some points of a set in one colour, to be drawn over the rest. */
export function pickedLayer(
  set: SetName,
  columns: Columns,
  ids: readonly number[],
  color: string,
  size: number,
): Layer {
  const n = columns.x.length;
  const here = ids.filter((id) => id < n);
  return {
    set,
    x: Float32Array.from(here, (id) => columns.x[id] as number),
    y: Float32Array.from(here, (id) => columns.y[id] as number),
    colors: new Uint32Array(here.length).fill(packed(color)),
    radius: radiusOf(set, n, size) + 1,
  };
}
