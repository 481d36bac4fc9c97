/** The focused point, and who is near it in truth and who only in the picture. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ViewState } from '../api/types';
import { column } from '../data/blocks';
import type { SetName } from '../data/columns';
import { cosineQuery } from '../data/queries';
import type { SceneData } from '../data/useSceneData';
import type { PerSet } from '../figures/coloring';
import { apparentNeighbors, trueNeighbors } from '../figures/near';
import { proportions, ranges } from '../figures/ranges';
import type { Focus } from '../figures/types';

export type NameOf = (set: SetName, id: number) => string;

export interface Focused {
  focus: Focus | undefined;
  loading: boolean;
  error: unknown;
}

export function useFocus(
  shown: SceneData | undefined,
  { focus: wanted, show, aspect }: ViewState,
  kept: PerSet<Uint32Array> | undefined,
  nameOf: NameOf,
): Focused {
  const source = shown?.sources.find(
    ({ set: drawn, name }) => name === wanted?.point_set && drawn !== 'sums',
  );
  const set = source?.set;
  const id = wanted?.id ?? 0;
  const there = source !== undefined && id < source.n;
  const from = { name: source?.name ?? '', checksum: source?.checksum ?? '', id };
  const { data, error, isLoading } = useQuery({
    // Off where nothing is focused; it still wants an address.
    ...cosineQuery(shown?.model ?? { name: '' }, from, from),
    enabled: there && show.neighbors,
  });
  const drawn = set && kept?.[set];
  const focus = useMemo((): Focus | undefined => {
    const columns = set && shown?.points[set];
    if (!there || !columns) return undefined;
    const label = nameOf(set, id);
    if (!data || !show.neighbors) return { set, id, label, near: [], apparent: [] };
    const cosines = column(data, 0);
    const box = ranges(shown.points);
    const picture = { columns, box, sides: proportions(box, aspect), drawn };
    return {
      set,
      id,
      label,
      near: trueNeighbors(cosines, id),
      apparent: apparentNeighbors(picture, cosines, id),
    };
  }, [set, shown, there, id, data, show.neighbors, aspect, drawn, nameOf]);
  return { focus, loading: isLoading, error: error ?? undefined };
}
