/** What a way of colouring needs of the server, asked for only when it is chosen. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ViewState } from '../api/types';
import { blockOf, column } from '../data/blocks';
import type { Source } from '../data/columns';
import type { Matrix } from '../data/npy';
import {
  blockQuery,
  classesQuery,
  cosineQuery,
  directionQuery,
  labelsQuery,
  normsQuery,
  sumsQuery,
} from '../data/queries';
import type { SceneData } from '../data/useSceneData';
import { type Coloring, coloring, type PerSet } from '../figures/coloring';
import { gramOf, shareSeen } from '../figures/seen';
import { valuesOf } from '../figures/values';
import { AXIS_NAMES, isDirection } from '../state/view';
import { STRINGS } from '../strings';

const NO_TOKENS = { name: 'tokens', n: 0, d: 0, left_out: 0, checksum: '' };

interface Asked {
  source: Source;
  query: ReturnType<typeof normsQuery>;
}

/** One answer for each set, once all are there. */
function useNumbers(asked: readonly Asked[]) {
  const { data, error } = useQueries({
    queries: asked.map(({ query }) => query),
    combine: (results) => ({
      data: results.map((result) => result.data),
      error: results.find((result) => result.error)?.error ?? undefined,
    }),
  });
  const found = useMemo(() => {
    const sets: PerSet<Matrix> = {};
    for (const [index, { source }] of asked.entries()) {
      const matrix = data[index];
      if (!matrix) return undefined;
      sets[source.set] = matrix;
    }
    return sets;
  }, [asked, data]);
  return { found, error };
}

function each(matrices: PerSet<Matrix> | undefined, index: number): PerSet<Float32Array> {
  const found: PerSet<Float32Array> = {};
  for (const [set, matrix] of Object.entries(matrices ?? {})) {
    if (matrix) found[set as Source['set']] = column(matrix, index);
  }
  return found;
}

export interface Colored {
  /** Nothing while numbers are on their way. */
  coloring: Coloring | undefined;
  error: unknown;
  /** Why this way of colouring tells nothing here. */
  problem: string | undefined;
}

const NOTHING: readonly Asked[] = [];

export function useColoring(shown: SceneData | undefined, view: ViewState): Colored {
  const { color, focus, theme } = view;
  const { by } = color;
  const sources = shown?.sources;
  const tokens = shown?.model.point_sets.find(({ name }) => name === 'tokens');
  const wantsShares = by === 'share_seen' || color.fade;

  const norms = useNumbers(
    useMemo(() => {
      if (!shown || !sources || !(wantsShares || by === 'norm')) return NOTHING;
      return sources.map((source) => ({
        source,
        query: normsQuery(shown.model, shown.basis, source),
      }));
    }, [shown, sources, wantsShares, by]),
  );
  const block =
    shown && blockOf(Math.min(color.component, shown.basis.n_components), shown.basis.n_components);
  const scores = useNumbers(
    useMemo(() => {
      if (!shown || !sources || by !== 'component') return NOTHING;
      const { model, basis } = shown;
      const wanted = blockOf(Math.min(color.component, basis.n_components), basis.n_components);
      return sources.map((source) => ({ source, query: blockQuery(model, basis, source, wanted) }));
    }, [shown, sources, by, color.component]),
  );
  const cosines = useNumbers(
    useMemo(() => {
      if (!shown || !sources || by !== 'cosine' || !focus) return NOTHING;
      const from = shown.model.point_sets.find(({ name }) => name === focus.point_set);
      if (!from || focus.id >= from.n) return NOTHING;
      const point = { name: from.name, checksum: from.checksum, id: focus.id };
      return sources
        .filter(({ set }) => set !== 'sums')
        .map((source) => ({ source, query: cosineQuery(shown.model, point, source) }));
    }, [shown, sources, by, focus]),
  );
  const classes = useQuery({
    // Queries that are off still want an address.
    ...classesQuery(shown?.model ?? { name: '' }, tokens ?? NO_TOKENS),
    enabled: tokens !== undefined && (by === 'class' || color.hidden.length > 0),
  });
  const labels = useQuery({
    ...labelsQuery(shown?.model ?? { name: '' }, tokens ?? NO_TOKENS),
    enabled: tokens !== undefined && by === 'length',
  });
  const sums = useQuery({
    ...sumsQuery(shown?.model ?? { name: '', revision: '' }, view.sums ?? ''),
    enabled: view.sums !== null && (by === 'id' || by === 'length'),
  });
  const directions = useQueries({
    queries: useMemo(() => {
      if (!shown || !wantsShares) return [];
      const names = new Set(AXIS_NAMES.map((name) => shown.axes[name]).filter(isDirection));
      return [...names].map((name) => directionQuery(shown.model, shown.basis, name));
    }, [shown, wantsShares]),
    combine: (results) => ({
      data: results.map((result) => result.data),
      error: results.find((result) => result.error)?.error ?? undefined,
    }),
  });

  const shares = useMemo(() => {
    if (!shown || !wantsShares || !norms.found) return undefined;
    const axes = AXIS_NAMES.map((name) => {
      const axis = shown.axes[name];
      if (!isDirection(axis)) return axis;
      const found = directions.data.find((each) => each?.direction.name === axis);
      return { name: axis, cosines: found?.cosines ?? [] };
    });
    const gram = gramOf(axes);
    if (!gram || directions.data.some((each) => !each)) return undefined;
    const squares = each(norms.found, 0);
    const found: PerSet<Float32Array> = {};
    for (const { set } of shown.sources) {
      const columns = shown.points[set];
      const whole = squares[set];
      if (columns && whole) found[set] = shareSeen([columns.x, columns.y, columns.z], whole, gram);
    }
    return found;
  }, [shown, wantsShares, norms.found, directions.data]);
  const twoDirections =
    wantsShares &&
    shown !== undefined &&
    new Set(AXIS_NAMES.map((name) => shown.axes[name]).filter(isDirection)).size > 1;

  const error =
    norms.error ??
    scores.error ??
    cosines.error ??
    classes.error ??
    labels.error ??
    sums.error ??
    directions.error;
  const problem =
    by === 'cosine' && !focus
      ? STRINGS.coloring.noFocus
      : twoDirections
        ? STRINGS.coloring.twoDirections
        : undefined;

  const counts = useMemo(() => {
    const found: PerSet<number> = {};
    for (const { set, n } of sources ?? []) found[set] = n;
    return found;
  }, [sources]);
  const first = block?.from ?? 1;
  const values = useMemo(
    () =>
      valuesOf(by, counts, {
        squares: by === 'norm' ? each(norms.found, 2) : undefined,
        scores: by === 'component' ? each(scores.found, color.component - first) : undefined,
        cosines: by === 'cosine' ? each(cosines.found, 0) : undefined,
        shares: by === 'share_seen' ? shares : undefined,
        labels: labels.data,
        sums: sums.data,
      }),
    [
      by,
      counts,
      norms.found,
      scores.found,
      cosines.found,
      shares,
      labels.data,
      sums.data,
      color.component,
      first,
    ],
  );
  const waiting =
    !norms.found ||
    !scores.found ||
    !cosines.found ||
    [classes, labels, sums].some(({ isLoading }) => isLoading) ||
    (wantsShares && !twoDirections && !shares);
  const faded = color.fade && !twoDirections ? shares : undefined;
  const made = useMemo(
    () => coloring({ color, theme, counts, values, classes: classes.data, shares: faded }),
    [color, theme, counts, values, classes.data, faded],
  );
  return { coloring: waiting && !error ? undefined : made, error: error ?? undefined, problem };
}
