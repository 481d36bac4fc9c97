/** The point sets that can be drawn, and their columns along the three axes. */
import type { ModelOut, SumsOut } from '../api/types';
import { isPositions } from '../state/positions';

/** `sums` are token + position of a prompt; the others are tables of the model. */
export const SET_NAMES = ['tokens', 'unembedding', 'positions', 'sums'] as const;
export type SetName = (typeof SET_NAMES)[number];
export const isSetName = (name: string): name is SetName => SET_NAMES.some((set) => set === name);

/** As what a point set of a model is drawn, if it is: mean residuals by position are drawn as positions. */
export function setOf(name: string): Exclude<SetName, 'sums'> | undefined {
  if (isPositions(name)) return 'positions';
  return name === 'tokens' || name === 'unembedding' ? name : undefined;
}

/** One component a column, one point a row. */
export interface Columns {
  x: Float32Array;
  y: Float32Array;
  z: Float32Array;
}

export type PointColumns = { [Set in SetName]?: Columns | undefined };

/** A point set as it is asked for: its name on the wire, and what its numbers are pinned to. */
export interface Source {
  set: SetName;
  name: string;
  n: number;
  checksum: string;
}

/** What is there to draw of a model as it is seen; the unembedding only where it is wanted, since it is as large as the tokens. */
export function sourcesOf(
  model: ModelOut,
  wanted: { unembedding: boolean; sums: SumsOut | undefined },
): Source[] {
  const tables = model.point_sets.flatMap(({ name, n, checksum }): Source[] => {
    const set = setOf(name);
    if (!set || (set === 'unembedding' && !wanted.unembedding)) return [];
    return [{ set, name, n, checksum }];
  });
  const { sums } = wanted;
  if (!sums) return tables;
  return [...tables, { set: 'sums', name: sums.name, n: sums.ids.length, checksum: sums.checksum }];
}
