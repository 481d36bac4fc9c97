/** Points sorted into the cells of a grid, so that the one under the pointer is found without asking all. */
import { type Frame, toPixel } from './plane';
import { extent } from './ranges';

const SIDE = 256;

export interface Grid {
  x: Float32Array;
  y: Float32Array;
  low: readonly [number, number];
  /** Cells a unit. */
  per: readonly [number, number];
  /** Where each cell begins in `order`. */
  starts: Uint32Array;
  order: Uint32Array;
}

const clamp = (cell: number) => Math.min(SIDE - 1, Math.max(0, Math.floor(cell)));

export function makeGrid(x: Float32Array, y: Float32Array): Grid {
  const [x0, x1] = extent(x);
  const [y0, y1] = extent(y);
  const per = [x1 > x0 ? SIDE / (x1 - x0) : 0, y1 > y0 ? SIDE / (y1 - y0) : 0] as const;
  const cells = new Uint32Array(x.length);
  const starts = new Uint32Array(SIDE * SIDE + 1);
  for (let i = 0; i < x.length; i += 1) {
    const column = clamp(((x[i] as number) - x0) * per[0]);
    const row = clamp(((y[i] as number) - y0) * per[1]);
    const cell = row * SIDE + column;
    cells[i] = cell;
    starts[cell + 1] = (starts[cell + 1] as number) + 1;
  }
  for (let cell = 0; cell < SIDE * SIDE; cell += 1) {
    starts[cell + 1] = (starts[cell + 1] as number) + (starts[cell] as number);
  }
  const next = starts.slice();
  const order = new Uint32Array(x.length);
  for (let i = 0; i < x.length; i += 1) {
    const cell = cells[i] as number;
    const at = next[cell] as number;
    order[at] = i;
    next[cell] = at + 1;
  }
  return { x, y, low: [x0, y0], per, starts, order };
}

export interface Near {
  id: number;
  /** In pixels. */
  distance: number;
}

/** The point nearest to a pixel, not further than `within` pixels; of equals the last, which lies on top. */
export function nearest(
  grid: Grid,
  frame: Frame,
  at: readonly [number, number],
  within: number,
  shown: (id: number) => boolean = () => true,
): Near | undefined {
  const { region, width, height } = frame;
  const [perX, perY] = [(region.x[1] - region.x[0]) / width, (region.y[1] - region.y[0]) / height];
  const x = region.x[0] + at[0] * perX;
  const y = region.y[1] - at[1] * perY;
  const cell = (value: number, axis: 0 | 1) => clamp((value - grid.low[axis]) * grid.per[axis]);
  const [left, right] = [cell(x - within * perX, 0), cell(x + within * perX, 0)];
  const [bottom, top] = [cell(y - within * perY, 1), cell(y + within * perY, 1)];
  let found: Near | undefined;
  for (let row = bottom; row <= top; row += 1) {
    const first = grid.starts[row * SIDE + left] as number;
    const end = grid.starts[row * SIDE + right + 1] as number;
    for (let i = first; i < end; i += 1) {
      const id = grid.order[i] as number;
      const [px, py] = toPixel(frame, [grid.x[id] as number, grid.y[id] as number]);
      const distance = Math.hypot(px - at[0], py - at[1]);
      if (distance > within || !shown(id)) continue;
      const nearer = !found || distance < found.distance;
      if (nearer || (distance === found?.distance && id > found.id)) found = { id, distance };
    }
  }
  return found;
}
