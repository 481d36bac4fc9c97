import type { ModelOut } from '../../api/types';
import { STRINGS } from '../../strings';

const { tables } = STRINGS.interventions;
const { tied } = STRINGS.directions.make;

/** The tables whose rows are tokens: one where they are one. */
export function tablesOf(model: ModelOut): { value: string; label: string }[] {
  const own = model.point_sets.some(({ name }) => name === 'unembedding');
  const embedding = {
    value: 'tokens',
    label: model.tied_unembedding ? tied : tables.tokens,
  };
  return own ? [{ value: 'unembedding', label: tables.unembedding }, embedding] : [embedding];
}
