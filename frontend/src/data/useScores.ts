/** One point set's scores along some axes, from the blocks that the other views use too. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Axis, BasisOut, ModelOut } from '../api/types';
import { isDirection } from '../state/view';
import { blockOf, column } from './blocks';
import type { Matrix } from './npy';
import { blockQuery, directionScoresQuery } from './queries';

interface Named {
  name: string;
  checksum: string;
}

export interface Scores {
  /** In the order of the axes asked for; nothing until all are here. */
  columns: Float32Array[] | undefined;
  error: Error | undefined;
  retry: () => void;
}

export function useScores(
  model: ModelOut,
  basis: BasisOut,
  pointSet: Named | undefined,
  axes: readonly Axis[],
): Scores {
  const parts = useMemo(
    () =>
      pointSet === undefined
        ? []
        : axes.map((axis) => {
            if (isDirection(axis)) {
              return { index: 0, query: directionScoresQuery(model, basis, axis, pointSet) };
            }
            const block = blockOf(axis, basis.n_components);
            return { index: axis - block.from, query: blockQuery(model, basis, pointSet, block) };
          }),
    [model, basis, pointSet, axes],
  );
  const queries = useMemo(
    () => [...new Map(parts.map(({ query }) => [query.queryKey[1], query])).values()],
    [parts],
  );
  const { matrices, error, retry } = useQueries({
    queries,
    combine: (results) => ({
      matrices: results.map((result) => result.data),
      error: results.find((result) => result.error)?.error ?? undefined,
      retry: () => {
        for (const result of results) if (result.error) void result.refetch();
      },
    }),
  });
  const columns = useMemo(() => {
    const found = new Map<unknown, Matrix>();
    for (const [index, query] of queries.entries()) {
      const matrix = matrices[index];
      if (!matrix) return undefined;
      found.set(query.queryKey[1], matrix);
    }
    const all = parts.flatMap(({ index, query }) => {
      const matrix = found.get(query.queryKey[1]);
      return matrix ? [column(matrix, index)] : [];
    });
    return all.length === parts.length && pointSet ? all : undefined;
  }, [parts, queries, matrices, pointSet]);
  return { columns, error, retry };
}
