/** The lens of a prompt: asked for, followed while it is made, and then for ever. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { makeLens } from '../api/interventions';
import type { ModelOut } from '../api/types';
import { hasEnded } from './runs';
import { useRun } from './useRun';

type Model = Pick<ModelOut, 'name' | 'revision'>;

const lensQuery = (model: Model, ids: readonly number[]) =>
  queryOptions({
    queryKey: ['lens', model.name, model.revision, ids],
    queryFn: ({ signal }) => makeLens(model.name, ids, signal),
    staleTime: ({ state: { data } }) => (data && hasEnded(data.run) ? Number.POSITIVE_INFINITY : 0),
    gcTime: 30 * 60_000,
  });

/** `ids` by identity: the same array while the prompt is the same. */
export function useLens(model: Model, ids: readonly number[]) {
  const client = useQueryClient();
  const query = lensQuery(model, ids);
  const { data, error, refetch } = useQuery({ ...query, enabled: ids.length > 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the query is made of these
  const ended = useCallback(
    () => void client.invalidateQueries({ queryKey: query.queryKey }),
    [client, model.name, model.revision, ids],
  );
  const followed = useRun(data?.run, ended);
  return {
    lens: data && data.cells.length > 0 ? data : undefined,
    error,
    refetch: () => void refetch(),
    ended,
    ...followed,
  };
}
