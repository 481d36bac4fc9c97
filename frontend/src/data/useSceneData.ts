/** All columns that a view needs, and the last complete picture while others are on their way. */
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { Axes, BasisOut, ModelOut } from '../api/types';
import { AXIS_NAMES } from '../state/view';
import { blockOf, blocksOf, column } from './blocks';
import type { Columns, PointColumns } from './columns';
import type { Matrix } from './npy';
import { blockQuery, isStale } from './queries';

export interface SceneData {
  model: ModelOut;
  basis: BasisOut;
  axes: Axes;
  points: PointColumns;
}

const SETS = ['positions', 'tokens'] as const;

export function useSceneData(model: ModelOut, basis: BasisOut, axes: Axes) {
  const client = useQueryClient();
  const plan = useMemo(() => {
    const blocks = blocksOf(
      AXIS_NAMES.map((axis) => axes[axis]),
      basis.n_components,
    );
    return SETS.flatMap((name) => {
      const pointSet = model.point_sets.find((candidate) => candidate.name === name);
      return pointSet ? blocks.map((block) => ({ name, pointSet, block })) : [];
    });
  }, [model, basis, axes]);

  const { matrices, error, retry } = useQueries({
    queries: plan.map(({ pointSet, block }) => blockQuery(model, basis, pointSet, block)),
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
    const found = new Map<string, Matrix>();
    for (const [index, { name, block }] of plan.entries()) {
      const matrix = matrices[index];
      if (!matrix) return undefined;
      found.set(`${name} ${block.from}`, matrix);
    }
    const columnsOf = (name: string): Columns | undefined => {
      const pick = (component: number) => {
        const { from } = blockOf(component, basis.n_components);
        const matrix = found.get(`${name} ${from}`);
        return matrix && column(matrix, component - from);
      };
      const [x, y, z] = [pick(axes.x), pick(axes.y), pick(axes.z)];
      return x && y && z ? { x, y, z } : undefined;
    };
    return {
      model,
      basis,
      axes,
      points: { positions: columnsOf('positions'), tokens: columnsOf('tokens') },
    };
  }, [plan, matrices, model, basis, axes]);

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
