/** Numbers of tokens summed up by their position, over prompts. */

export interface ByPosition {
  /** How many prompts are as long. */
  n: Uint32Array;
  mean: Float64Array;
  /** Root of the mean squared deviation, over the prompts themselves. */
  deviation: Float64Array;
  /** Quantiles at 5 and 95 %, between ranks by straight lines. */
  low: Float64Array;
  high: Float64Array;
}

/** At `share` of a sorted column, as numpy's `quantile` has it by default. */
export function quantile(sorted: Float32Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const from = sorted[below] ?? Number.NaN;
  const to = sorted[Math.min(below + 1, sorted.length - 1)] ?? from;
  return from + (to - from) * (place - below);
}

/** `values` of the shown tokens, prompt after prompt; entry t of each answer is position t. */
export function byPosition(values: Float32Array, offsets: readonly number[]): ByPosition {
  const columns: number[][] = [];
  for (let prompt = 0; prompt + 1 < offsets.length; prompt += 1) {
    const [first, end] = [offsets[prompt] as number, offsets[prompt + 1] as number];
    for (let row = first; row < end; row += 1) {
      const column = columns[row - first] ?? [];
      if (column.length === 0) columns.push(column);
      column.push(values[row] as number);
    }
  }
  const sorted = columns.map((column) => Float32Array.from(column).sort());
  const mean = Float64Array.from(
    columns,
    (column) => column.reduce((sum, value) => sum + value, 0) / column.length,
  );
  return {
    n: Uint32Array.from(columns, ({ length }) => length),
    mean,
    deviation: Float64Array.from(columns, (column, t) => {
      const about = mean[t] as number;
      return Math.sqrt(column.reduce((sum, x) => sum + (x - about) ** 2, 0) / column.length);
    }),
    low: Float64Array.from(sorted, (column) => quantile(column, 0.05)),
    high: Float64Array.from(sorted, (column) => quantile(column, 0.95)),
  };
}
