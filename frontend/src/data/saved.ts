/** Saved directions, as lists and one by one. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getJson } from '../api/client';
import { directionNeighbors, type SavedQuery, savedPaths } from '../api/saved';
import type { DirectionSource, SavedListOut, SavedWholeOut } from '../api/types';

const PAGE = 50;

export const savedListQuery = (model: string, asked: SavedQuery) =>
  queryOptions({
    queryKey: ['saved', model, 'list', asked],
    queryFn: ({ signal }) => getJson<SavedListOut>(savedPaths.list(model, asked), signal),
    staleTime: 10_000,
  });

/** The same list, a page after the other. */
export const savedPagesQuery = (model: string, { q, mine }: Pick<SavedQuery, 'q' | 'mine'>) =>
  infiniteQueryOptions({
    queryKey: ['saved', model, 'pages', q, mine],
    queryFn: ({ signal, pageParam }) =>
      getJson<SavedListOut>(savedPaths.list(model, { q, mine, first: pageParam, n: PAGE }), signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((sum, { directions }) => sum + directions.length, 0);
      return last.directions.length > 0 && seen < last.total ? seen : undefined;
    },
    staleTime: 10_000,
  });

export const savedQuery = (model: string, name: string) =>
  queryOptions({
    queryKey: ['saved', model, 'one', name],
    queryFn: ({ signal }) => getJson<SavedWholeOut>(savedPaths.one(model, name), signal),
    staleTime: 10_000,
  });

export const directionNeighborsQuery = (model: string, source: DirectionSource, k: number) =>
  queryOptions({
    // Under `saved`: what people save or take back changes who the neighbours are.
    queryKey: ['saved', model, 'neighbors', source, k],
    queryFn: ({ signal }) => directionNeighbors(model, source, k, signal),
    staleTime: 60_000,
  });
