/** Points picked out by their numbers. */

export interface Bounds {
  least: number;
  most: number;
}

/** The rows whose every value lies within its bounds, both included. */
export function idsWithin(
  conditions: readonly { values: Float32Array; bounds: Bounds }[],
): number[] {
  const n = conditions[0]?.values.length ?? 0;
  const found: number[] = [];
  for (let id = 0; id < n; id += 1) {
    const inside = conditions.every(({ values, bounds }) => {
      const value = values[id] ?? Number.NaN;
      return value >= bounds.least && value <= bounds.most;
    });
    if (inside) found.push(id);
  }
  return found;
}
