/** The selection of a view, and the hits of a search while it stands, as points to draw once more. */
import { useMemo } from 'react';
import type { ViewState } from '../api/types';
import type { SceneData } from '../data/useSceneData';
import type { Marked } from '../figures/types';
import { parseIds } from '../state/ids';
import { useStore } from '../state/store';

function marked(
  shown: SceneData,
  pointSet: string | undefined,
  ids: (n: number) => readonly number[] | undefined,
): Marked | undefined {
  const source = shown.sources.find(({ name }) => name === pointSet);
  if (!source) return undefined;
  const found = ids(source.n);
  return found && found.length > 0 ? { set: source.set, ids: found } : undefined;
}

export function useMarked(shown: SceneData, { selection }: Pick<ViewState, 'selection'>) {
  const hits = useStore((state) => state.hits);
  return {
    selection: useMemo(
      () => marked(shown, selection?.point_set, (n) => parseIds(selection?.ids ?? '', n)),
      [shown, selection],
    ),
    hits: useMemo(
      () => marked(shown, hits?.pointSet, (n) => hits?.ids.filter((id) => id < n)),
      [shown, hits],
    ),
  };
}
