/** Everything a table says of the points of one set, as far as it has arrived. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Axes, BasisOut, ModelOut, TokenClass } from '../api/types';
import { column } from '../data/blocks';
import type { Columns, Source } from '../data/columns';
import { lengths } from '../data/lengths';
import type { Matrix } from '../data/npy';
import { classesQuery, directionQuery, labelsQuery, normsQuery, sumsQuery } from '../data/queries';
import { useSceneData } from '../data/useSceneData';
import { gramOf, type SeenAxis, shareSeen } from '../figures/seen';
import { AXIS_NAMES, isDirection } from '../state/view';

/** Squared lengths from the basis's centre, in what the server calls norms. */
const FROM_CENTER = 0;

export interface Points {
  source: Source;
  labels: readonly string[] | undefined;
  classOf: ((id: number) => TokenClass | undefined) | undefined;
  norms: Float32Array | undefined;
  columns: Columns | undefined;
  shareSeen: Float32Array | undefined;
  error: Error | undefined;
}

/** The strings of a point set: a table's, or a prompt's tokens. */
export function useLabels(model: ModelOut, source: Source | undefined) {
  const set = model.point_sets.find(({ name }) => name === source?.name);
  const table = useQuery({
    ...labelsQuery(model, set ?? { name: '', n: 0, d: 0, left_out: 0, checksum: '' }),
    enabled: set !== undefined,
  });
  const isPrompt = source?.set === 'sums';
  const prompt = useQuery({ ...sumsQuery(model, source?.name ?? ''), enabled: isPrompt });
  return isPrompt ? prompt.data?.labels : table.data;
}

/** The share of each point along the axes; nothing where that is not known. */
function useShareSeen(
  model: ModelOut,
  basis: BasisOut,
  axes: Axes,
  columns: Columns | undefined,
  norms: Matrix | undefined,
): Float32Array | undefined {
  const name = AXIS_NAMES.map((each) => axes[each]).find(isDirection);
  const direction = useQuery({
    ...directionQuery(model, basis, name ?? ''),
    enabled: name !== undefined,
  });
  const cosines = direction.data?.cosines;
  return useMemo(() => {
    if (!columns || !norms || (name !== undefined && !cosines)) return undefined;
    const gram = gramOf(
      AXIS_NAMES.map((each): SeenAxis => {
        const axis = axes[each];
        if (!isDirection(axis)) return axis;
        return { name: axis, cosines: axis === name ? (cosines ?? []) : [] };
      }),
    );
    if (!gram) return undefined;
    const scores = AXIS_NAMES.map((each) => columns[each]);
    return shareSeen(scores, column(norms, FROM_CENTER), gram);
  }, [axes, columns, norms, name, cosines]);
}

export function usePoints(model: ModelOut, basis: BasisOut, axes: Axes, source: Source): Points {
  const labels = useLabels(model, source);
  const classes = useQuery({ ...classesQuery(model, source), enabled: source.set === 'tokens' });
  const norms = useQuery(normsQuery(model, basis, source));
  const sources = useMemo(() => [source], [source]);
  const { shown, error } = useSceneData(model, basis, axes, sources);
  // An older picture's coordinates would stand under this one's titles.
  const current = shown?.basis === basis && shown.axes === axes && shown.model === model;
  const columns = current ? shown.points[source.set] : undefined;
  const seen = useShareSeen(model, basis, axes, columns, norms.data);
  return useMemo(() => {
    const found = classes.data;
    return {
      source,
      labels,
      classOf: found && ((id: number) => found.classes[found.of[id] ?? -1]),
      norms: norms.data && lengths(norms.data),
      columns,
      shareSeen: seen,
      error: error ?? norms.error ?? classes.error ?? undefined,
    };
  }, [source, labels, classes.data, classes.error, norms.data, norms.error, columns, seen, error]);
}
