/** The current direction over the shown tokens; a mix in the making is followed without a request. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { CaptureWholeOut, ModelOut, ResidualsState, ShownOut, SiteOut } from '../../api/types';
import { directionText } from '../../state/residuals/parameters';
import type { AnyBasis } from '../../state/residuals/resolve';
import { useResiduals } from '../../state/residuals/store';
import { blockOf, blocksOf, column } from '../blocks';
import { centerOf, mixed, normalized, rangeOf, readAs, weightsOf } from './mix';
import { atSiteQuery, siteBlockQuery, siteDirectionQuery, siteNormsQuery } from './queries';
import { useDirectionTitle } from './useDirectionTitle';

/** All that the page shows, made whole by what the server has. */
export interface Shown {
  view: ResidualsState;
  model: ModelOut;
  capture: CaptureWholeOut;
  site: SiteOut;
  basis: AnyBasis;
  shown: ShownOut;
}

export interface Components {
  /** Component c is `columns[c - 1]`, a row per shown token; holes where it was not asked for. */
  columns: readonly Float32Array[] | undefined;
  error: Error | undefined;
  retry: () => void;
}

/** Some components of the shown tokens, in blocks that all views share. */
export function useColumns(ready: Shown, components: readonly number[]): Components {
  const { model, capture, site, basis } = ready;
  const blocks = useMemo(
    () => blocksOf(components, basis.n_components),
    [components, basis.n_components],
  );
  const queries = useMemo(
    () => blocks.map((block) => siteBlockQuery({ model, capture, site, basis }, block)),
    [blocks, model, capture, site, basis],
  );
  const { matrices, error, retry } = useQueries({
    queries,
    combine: (results) => ({
      matrices: results.map(({ data }) => data),
      error: results.find((result) => result.error)?.error ?? undefined,
      retry: () => {
        for (const result of results) if (result.error) void result.refetch();
      },
    }),
  });
  const columns = useMemo(() => {
    const found: Float32Array[] = [];
    for (const component of components) {
      const { from } = blockOf(component, basis.n_components);
      const matrix = matrices[blocks.findIndex((block) => block.from === from)];
      if (!matrix) return undefined;
      found[component - 1] = column(matrix, component - from);
    }
    return found;
  }, [components, blocks, matrices, basis.n_components]);
  return { columns, error, retry };
}

/** Components 1 to `upTo`, or as many as there are. */
export function useComponents(ready: Shown, upTo: number): Components {
  const last = Math.min(upTo, ready.basis.n_components);
  const components = useMemo(() => Array.from({ length: last }, (_, index) => index + 1), [last]);
  return useColumns(ready, components);
}

export interface DirectionOf {
  /** From the basis's centre. */
  scores: Float32Array;
  /** As the view reads them. */
  values: Float32Array;
  /** What the scale of colours ends at, both ways. */
  range: number;
  name: string;
}

export interface DirectionAnswer {
  /** While another is on its way, the last one of the same tokens stays. */
  direction: DirectionOf | undefined;
  busy: boolean;
  error: Error | undefined;
  retry: () => void;
}

const NONE: readonly number[] = [];

export function useDirection(ready: Shown): DirectionAnswer {
  const { view, basis, shown } = ready;
  const live = useResiduals((state) => state.live);
  const wanted = live ? [...live] : view.direction;
  const key = directionText(wanted);
  const stored = typeof wanted === 'string' ? wanted : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is the whole of the direction
  const weights = useMemo(() => {
    const found = weightsOf(wanted);
    return found && normalized(found);
  }, [key]);
  const components = useMemo(() => weights?.map(({ component }) => component) ?? NONE, [weights]);
  const ofComponents = useColumns(ready, components);
  const ofStored = useQuery({
    ...siteDirectionQuery(ready, stored ?? ''),
    enabled: stored !== undefined,
  });
  const atSite = useQuery({
    ...atSiteQuery(ready, stored ?? ''),
    enabled: stored !== undefined && view.reading !== 'centered',
  });
  const name = useDirectionTitle(ready.model.name, wanted);
  const norms = useQuery({ ...siteNormsQuery(ready), enabled: view.reading === 'cosine' });

  const scores = useMemo(() => {
    if (!weights) return ofStored.data && column(ofStored.data, 0);
    const { columns } = ofComponents;
    const [only] = weights;
    if (!columns) return undefined;
    if (weights.length === 1 && only?.weight === 1) return columns[only.component - 1];
    return mixed(weights, columns, shown.ids.length);
  }, [weights, ofStored.data, ofComponents, shown.ids.length]);
  const center = weights ? centerOf(weights, basis.center_scores) : atSite.data?.center;
  const lengths = norms.data && column(norms.data, 1);
  const waits =
    (view.reading !== 'centered' && center === undefined) ||
    (view.reading === 'cosine' && lengths === undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is the whole of the direction
  const direction = useMemo<DirectionOf | undefined>(() => {
    if (!scores || waits) return undefined;
    const values = readAs(view.reading, scores, center ?? 0, lengths);
    return { scores, values, range: rangeOf(values, shown.offsets), name };
  }, [scores, waits, view.reading, center, lengths, shown.offsets, name, key]);
  const error = ofComponents.error ?? ofStored.error ?? atSite.error ?? norms.error ?? undefined;
  const retry = () => {
    ofComponents.retry();
    for (const query of [ofStored, atSite, norms]) if (query.error) void query.refetch();
  };
  const last = useRef<{ direction: DirectionOf; shown: ShownOut }>(undefined);
  useEffect(() => {
    if (direction) last.current = { direction, shown };
  }, [direction, shown]);
  const kept = last.current?.shown === shown ? last.current.direction : undefined;
  return { direction: direction ?? kept, busy: !direction, error, retry };
}
