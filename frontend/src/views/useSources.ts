/** The point sets that a view draws, the sums of its prompt among them. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ModelOut, ViewState } from '../api/types';
import { type Source, sourcesOf } from '../data/columns';
import { sumsQuery } from '../data/queries';

export function useSources(
  model: ModelOut,
  { show: { unembedding }, sums }: Pick<ViewState, 'show' | 'sums'>,
): Source[] {
  const prompt = useQuery({ ...sumsQuery(model, sums ?? ''), enabled: sums !== null });
  const found = sums === null ? undefined : prompt.data;
  return useMemo(() => sourcesOf(model, { unembedding, sums: found }), [model, unembedding, found]);
}
