/** What is drawn of two components, from below to above: points with their colours, the path, what is picked out. */
import type { Show, Theme } from '../api/types';
import type { Columns, PointColumns, SetName } from '../data/columns';
import { type Coloring, ownPaint, type Paint } from './coloring';
import { packed, type Splats } from './plane';
import { positionSize, tokenSize } from './traces';

export interface Layer extends Splats {
  set: SetName;
}

export interface PlaneInput {
  points: PointColumns;
  show: Show;
  theme: Theme;
  /** Of the points, as chosen; 1 is usual. */
  size: number;
  coloring?: Coloring | undefined;
}

/** Positions lie on top: they are few, and would be lost. */
const ORDER = ['unembedding', 'tokens', 'positions', 'sums'] as const satisfies readonly SetName[];

// By the paint and what is kept of it: the same array while nothing changes.
const known = new WeakMap<Paint, { kept: Uint32Array | undefined; colors: Uint32Array }>();

/** A colour for each point as an image has them; 0 for those that are switched off. */
export function colorsOf(paint: Paint, kept: Uint32Array | undefined): Uint32Array {
  const before = known.get(paint);
  if (before && before.kept === kept) return before.colors;
  const few = paint.colors.map(packed);
  const all = Uint32Array.from(paint.of, (index) => few[index] ?? 0);
  let colors = all;
  if (kept) {
    colors = new Uint32Array(all.length);
    for (const id of kept) colors[id] = all[id] as number;
  }
  known.set(paint, { kept, colors });
  return colors;
}

const own = new Map<string, Paint>();
function kindPaint(set: SetName, n: number, theme: Theme): Paint {
  const key = `${set}-${n}-${theme}`;
  const paint = own.get(key) ?? ownPaint(set, n, theme);
  own.set(key, paint);
  return paint;
}

export const radiusOf = (set: SetName, n: number, size: number): number =>
  size * (set === 'positions' || set === 'sums' ? positionSize(n) : tokenSize(n));

export const isShown = (set: SetName, show: Show): boolean => set === 'sums' || show[set];

export function planeLayers({ points, show, theme, size, coloring }: PlaneInput): Layer[] {
  return ORDER.flatMap((set): Layer[] => {
    const columns = points[set];
    if (!columns || !isShown(set, show)) return [];
    const n = columns.x.length;
    return [
      {
        set,
        x: columns.x,
        y: columns.y,
        colors: colorsOf(coloring?.paints?.[set] ?? kindPaint(set, n, theme), coloring?.kept[set]),
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
