/** Components travel in aligned blocks, so that another axis is mostly a view of what is here. */
import type { Matrix } from './npy';

export const COMPONENTS_PER_BLOCK = 16;

/** Components `from` to `to`, both counted from 1 and included. */
export interface Block {
  from: number;
  to: number;
}

export function blockOf(component: number, nComponents: number): Block {
  const from = Math.floor((component - 1) / COMPONENTS_PER_BLOCK) * COMPONENTS_PER_BLOCK + 1;
  return { from, to: Math.min(from + COMPONENTS_PER_BLOCK - 1, nComponents) };
}

export function blocksOf(components: readonly number[], nComponents: number): Block[] {
  const byStart = new Map<number, Block>();
  for (const component of components) {
    const block = blockOf(component, nComponents);
    byStart.set(block.from, block);
  }
  return [...byStart.values()].sort((a, b) => a.from - b.from);
}

const columns = new WeakMap<Matrix, Map<number, Float32Array>>();

/** One component of a block. The same array each time: plotly tells change by identity. */
export function column(matrix: Matrix, index: number): Float32Array {
  let known = columns.get(matrix);
  if (!known) {
    known = new Map();
    columns.set(matrix, known);
  }
  let found = known.get(index);
  if (!found) {
    found = matrix.values.subarray(index * matrix.rows, (index + 1) * matrix.rows);
    known.set(index, found);
  }
  return found;
}
