/** Which point set is measured, and what the server found. */
import { useMemo, useState } from 'react';
import type { BasisOut, ModelOut, PointSetOut } from '../api/types';
import { setOf } from '../data/columns';

/** Tables that lie in the basis's space: an embedding may be narrower than the model. */
export const measurable = (model: ModelOut, basis: BasisOut): PointSetOut[] =>
  model.point_sets.filter(({ name, d }) => setOf(name) !== undefined && d === basis.d);

/** The other set than the one fitted on is what a basis has something to say about. */
export function usualSet(sets: readonly PointSetOut[], fittedOn: string): PointSetOut | undefined {
  const drawnAs = (as: string) => sets.find(({ name }) => setOf(name) === as);
  const other = fittedOn === 'tokens' || fittedOn === 'unembedding' ? 'positions' : 'tokens';
  return drawnAs(other) ?? sets.find(({ name }) => name !== fittedOn) ?? sets[0];
}

export function useMeasured(model: ModelOut, basis: BasisOut) {
  const [chosen, choose] = useState<string>();
  const sets = useMemo(() => measurable(model, basis), [model, basis]);
  const set = sets.find(({ name }) => name === chosen) ?? usualSet(sets, basis.fitted_on);
  return { sets, set, choose };
}
