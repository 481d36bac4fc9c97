/** What the three axes on show hold of each point. */

/** Cosines of the axes with each other, row by row: ones on the diagonal. */
export type Gram = readonly (readonly number[])[];

// Cosines come from float32 vectors: what is nearer than this to an earlier axis adds nothing but rounding.
const DEPENDENT = 1e-6;

/**
 * The axes made orthonormal in their order (Gram–Schmidt, as the Cholesky factor of their cosines); an axis
 * that lies in the span of those before it is left out.
 */
function factor(gram: Gram): { axis: number; row: number[]; length: number }[] {
  const kept: { axis: number; row: number[]; length: number }[] = [];
  for (const [axis, cosines] of gram.entries()) {
    const row: number[] = [];
    for (const before of kept) {
      const known = row.reduce((sum, value, m) => sum + value * (before.row[m] ?? 0), 0);
      row.push(((cosines[before.axis] ?? 0) - known) / before.length);
    }
    const rest = (cosines[axis] ?? 1) - row.reduce((sum, value) => sum + value * value, 0);
    if (rest > DEPENDENT) kept.push({ axis, row, length: Math.sqrt(rest) });
  }
  return kept;
}

/**
 * For each point ‖P(x − c)‖² / ‖x − c‖², with P onto the span of the axes, between 0 and 1.
 *
 * @param scores coordinates along each axis from the centre c, (axes) x (n)
 * @param squares ‖x − c‖², (n)
 * @param gram cosines of the axes; components of one basis are at right angles
 *
 * A point at the centre is seen whole: nothing of it is missing.
 */
export function shareSeen(
  scores: readonly Float32Array[],
  squares: Float32Array,
  gram: Gram,
): Float32Array {
  const factors = factor(gram);
  const found = new Float32Array(squares.length);
  const z = new Float64Array(factors.length);
  for (let point = 0; point < found.length; point += 1) {
    let seen = 0;
    for (let i = 0; i < factors.length; i += 1) {
      const { axis, row, length } = factors[i] as (typeof factors)[number];
      let value = scores[axis]?.[point] ?? 0;
      for (let m = 0; m < i; m += 1) value -= (row[m] ?? 0) * (z[m] ?? 0);
      z[i] = value / length;
      seen += (z[i] ?? 0) ** 2;
    }
    const whole = squares[point] ?? 0;
    found[point] = whole > 0 ? Math.min(1, seen / whole) : 1;
  }
  return found;
}

/** An axis as it bears on others: a component, or a direction with its cosines to the components. */
export type SeenAxis = number | { name: string; cosines: readonly number[] };

/** Nothing where two directions are on show: their cosine with each other is not known here. */
export function gramOf(axes: readonly SeenAxis[]): number[][] | undefined {
  const directions = new Set(axes.flatMap((axis) => (typeof axis === 'number' ? [] : [axis.name])));
  if (directions.size > 1) return undefined;
  const cosine = (a: SeenAxis, b: SeenAxis): number => {
    if (typeof a === 'number') {
      return typeof b === 'number' ? Number(a === b) : (b.cosines[a - 1] ?? 0);
    }
    return typeof b === 'number' ? (a.cosines[b - 1] ?? 0) : 1;
  };
  return axes.map((a) => axes.map((b) => cosine(a, b)));
}
