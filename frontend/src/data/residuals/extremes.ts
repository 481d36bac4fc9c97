/** The tokens furthest along a direction, one way and the other. */

export interface Extreme {
  row: number;
  /** Other rows of the same token that are not listed, since this one is further. */
  more: number;
}

export interface Ends {
  highest: Extreme[];
  lowest: Extreme[];
}

interface Asked {
  values: Float32Array;
  ids: readonly number[];
  /** Rows that take part. */
  rows: Uint32Array;
  most: number;
  /** Each token once, at its furthest. */
  grouped: boolean;
}

function end({ ids, most, grouped }: Asked, ordered: Uint32Array): Extreme[] {
  if (!grouped) return Array.from(ordered.subarray(0, most), (row) => ({ row, more: 0 }));
  const byToken = new Map<number, Extreme>();
  for (const row of ordered) {
    const id = ids[row] as number;
    const before = byToken.get(id);
    if (before) before.more += 1;
    else byToken.set(id, { row, more: 0 });
  }
  return [...byToken.values()].slice(0, most);
}

/** Ties in the order of the rows. */
export function extremes(asked: Asked): Ends {
  const { values, rows } = asked;
  const by = (sign: 1 | -1) =>
    rows.slice().sort((a, b) => sign * ((values[a] as number) - (values[b] as number)) || a - b);
  return { highest: end(asked, by(-1)), lowest: end(asked, by(1)) };
}

export interface Histogram {
  low: number;
  width: number;
  counts: number[];
}

/** Bins of one width over all values, with an edge at 0. */
export function histogram(values: Float32Array, rows: Uint32Array, about: number): Histogram {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const value = values[row] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low))
    return { low: Number.isFinite(low) ? low - 0.5 : 0, width: 1, counts: [rows.length] };
  const width = (high - low) / about;
  const first = Math.floor(low / width);
  const counts = new Array<number>(Math.floor(high / width) - first + 1).fill(0);
  for (const row of rows) {
    const bin = Math.floor((values[row] as number) / width) - first;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low: first * width, width, counts };
}
