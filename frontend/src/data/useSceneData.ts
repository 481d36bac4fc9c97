/** All columns that a view needs, and the last complete picture while others are on their way. */
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { Axes, Axis, BasisOut, ModelOut } from '../api/types';
import { AXIS_NAMES, isDirection } from '../state/view';
import { blockOf, column } from './blocks';
import type { Columns, PointColumns, SetName, Source } from './columns';
import type { Matrix } from './npy';
import { blockQuery, directionScoresQuery, isStale } from './queries';

export interface SceneData {
  model: ModelOut;
  basis: BasisOut;
  axes: Axes;
  sources: readonly Source[];
  points: PointColumns;
}

/** One answer that is needed, and which of its columns lies on which axis. */
interface Part {
  set: SetName;
  axis: keyof Columns;
  index: number;
  query: ReturnType<typeof blockQuery>;
}

function partOf(model: ModelOut, basis: BasisOut, source: Source, name: keyof Columns, axis: Axis) {
  if (isDirection(axis)) {
    const query = directionScoresQuery(model, basis, axis, source);
    return { set: source.set, axis: name, index: 0, query };
  }
  const block = blockOf(axis, basis.n_components);
  const query = blockQuery(model, basis, source, block);
  return { set: source.set, axis: name, index: axis - block.from, query };
}

export function useSceneData(
  model: ModelOut,
  basis: BasisOut,
  axes: Axes,
  sources: readonly Source[],
) {
  const client = useQueryClient();
  const parts = useMemo<Part[]>(
    () =>
      sources.flatMap((source) =>
        AXIS_NAMES.map((name) => partOf(model, basis, source, name, axes[name])),
      ),
    [model, basis, axes, sources],
  );
  // Axes that share a block share its answer.
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

  useEffect(() => {
    if (!isStale(error)) return;
    void client.invalidateQueries({ queryKey: ['models'] });
    void client.invalidateQueries({ queryKey: ['bases', model.name] });
  }, [client, error, model.name]);

  const complete = useMemo<SceneData | undefined>(() => {
    const found = new Map<unknown, Matrix>();
    for (const [index, query] of queries.entries()) {
      const matrix = matrices[index];
      if (!matrix) return undefined;
      found.set(query.queryKey[1], matrix);
    }
    const points: { [Set in SetName]?: Partial<Columns> } = {};
    for (const { set, axis, index, query } of parts) {
      const matrix = found.get(query.queryKey[1]);
      if (!matrix) return undefined;
      points[set] = { ...points[set], [axis]: column(matrix, index) };
    }
    return { model, basis, axes, sources, points: points as PointColumns };
  }, [parts, queries, matrices, model, basis, axes, sources]);

  const last = useRef<SceneData | undefined>(undefined);
  useEffect(() => {
    if (complete) last.current = complete;
  }, [complete]);

  return {
    shown: complete ?? last.current,
    busy: !complete,
    error: complete ? undefined : error,
    retry,
  };
}
