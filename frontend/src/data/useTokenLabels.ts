/** The strings of all tokens of a model, by id. */
import { useQuery } from '@tanstack/react-query';
import type { ModelOut } from '../api/types';
import { labelsQuery } from './queries';

const NO_TOKENS = { name: 'tokens', n: 0, d: 0, left_out: 0, checksum: '' };

export function useTokenLabels(model: ModelOut): readonly string[] | undefined {
  const tokens = model.point_sets.find(({ name }) => name === 'tokens');
  return useQuery({ ...labelsQuery(model, tokens ?? NO_TOKENS), enabled: tokens !== undefined })
    .data;
}
