/** The shown residuals as points of a scene: their places, their colours, and the token that is looked at. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { ResidualAxes, ShownOut } from '../../api/types';
import type { Columns, PointColumns } from '../../data/columns';
import { classesQuery } from '../../data/queries';
import { quote } from '../../data/quote';
import { rowOf, rowsOf, withoutFirsts } from '../../data/residuals/rows';
import { useColumns, useDirection } from '../../data/residuals/useDirection';
import { type RowColoring, rowColoring } from '../../figures/residuals/coloring';
import { type Figure, sceneFigure } from '../../figures/scene';
import type { Focus } from '../../figures/types';
import { useResiduals } from '../../state/residuals/store';
import { AXIS_NAMES } from '../../state/view';
import type { ReadyResiduals } from './useReady';

const SHOW = {
  positions: false,
  tokens: true,
  unembedding: false,
  path: false,
  marks: false,
  neighbors: false,
} as const;

/** A redrawing of all points takes longer than a frame: while a mix is made, colours wait for the hand to rest. */
const REST_MS = 150;

const NO_SCORES = { values: new Float32Array(), range: 0 };

export interface Scatter {
  /** The shown prompts that the picture is of; may for a moment be older than what is chosen. */
  shown: ShownOut;
  axes: ResidualAxes;
  points: PointColumns;
  /** The row that the followed prompt's path begins with. */
  pathFirst: number;
  coloring: RowColoring;
  values: Float32Array;
  name: string;
  figure: Figure;
  show: typeof SHOW;
}

/** Places, one for each row: the same arrays while nothing has changed in them, for so plotly tells change. */
function usePlaces(ready: ReadyResiduals, with0: boolean) {
  const { view, shown } = ready;
  const { axes } = view;
  const components = useMemo(() => [...new Set(AXIS_NAMES.map((name) => axes[name]))], [axes]);
  const { columns, error, retry } = useColumns(ready, components);
  const places = useMemo((): Columns | undefined => {
    const found = AXIS_NAMES.map((name) => columns?.[axes[name] - 1]);
    const [x, y, z] = found.map((column) =>
      column && !with0 ? withoutFirsts(column, shown.offsets) : column,
    );
    return x && y && z ? { x, y, z } : undefined;
  }, [columns, axes, with0, shown]);
  return { places, error, retry };
}

/** A prompt from token to token, from the first row on that is drawn. */
function pathOf(places: Columns, { offsets }: ShownOut, prompt: number, with0: boolean) {
  const [start, end] = rowsOf(offsets, prompt);
  const first = Math.min(end, with0 ? start : start + 1);
  const part = (values: Float32Array) => values.subarray(first, end);
  return { first, columns: { x: part(places.x), y: part(places.y), z: part(places.z) } };
}

export function useScatter(ready: ReadyResiduals, rows: Uint32Array, with0: boolean) {
  const { model, view, shown, labels } = ready;
  const { theme, aspect, size, focus, color, axes } = view;
  const live = useResiduals((state) => state.live) !== undefined;
  const scored = useDirection(ready);
  const { places, error, retry } = usePlaces(ready, with0);
  const [rested] = useDebouncedValue(scored.direction, REST_MS);
  const direction = live ? (rested ?? scored.direction) : scored.direction;
  const tokens = model.point_sets.find(({ name }) => name === 'tokens');
  const classes = useQuery({
    ...classesQuery(model, tokens ?? { name: 'tokens', checksum: '' }),
    enabled: tokens !== undefined && color === 'token',
  });

  // Where colours tell prompts apart, the focused one is followed through the cloud.
  const followed = color === 'prompt' ? focus?.prompt : undefined;
  const path = useMemo(
    () => (places && followed !== undefined ? pathOf(places, shown, followed, with0) : undefined),
    [places, shown, followed, with0],
  );
  const points = useMemo(
    (): PointColumns | undefined =>
      places && { tokens: places, ...(path && { sums: path.columns }) },
    [places, path],
  );
  // Scores make no difference to the other colours, and would have all points redrawn.
  const scores = color === 'direction' ? direction : NO_SCORES;
  const coloring = useMemo(
    () =>
      scores &&
      rowColoring({
        by: color,
        theme,
        offsets: shown.offsets,
        ids: shown.ids,
        values: scores.values,
        range: scores.range,
        classes: classes.data,
        prompt: followed,
      }),
    [scores, color, theme, shown, classes.data, followed],
  );
  const row = rowOf(shown.offsets, focus);
  const figure = useMemo(() => {
    if (!points?.tokens || !coloring) return undefined;
    const seen = row !== undefined && !Number.isNaN(points.tokens.x[row]);
    const label = quote(labels[shown.ids[row ?? 0] ?? -1] ?? '');
    const focused: Focus | undefined = seen
      ? { set: 'tokens', id: row, label, near: [], apparent: [] }
      : undefined;
    return sceneFigure({
      points,
      axes,
      show: SHOW,
      theme,
      aspect,
      // The panel is small on every screen.
      compact: true,
      size,
      coloring: {
        paints: { tokens: coloring.paint },
        legend: { kind: 'kind' },
        // Plotly counts on past points that have no place, and would name others than are pointed at.
        kept: with0 ? {} : { tokens: rows },
      },
      focus: focused,
    });
  }, [points, coloring, row, labels, shown, axes, theme, aspect, size, rows, with0]);

  const complete = useMemo(
    (): Scatter | undefined =>
      points && coloring && figure && direction
        ? {
            shown,
            axes,
            points,
            pathFirst: path?.first ?? 0,
            coloring,
            figure,
            values: direction.values,
            name: direction.name,
            show: SHOW,
          }
        : undefined,
    [shown, axes, points, path, coloring, figure, direction],
  );
  // Points and their colours change together: until both are there the last picture stays.
  const last = useRef<Scatter | undefined>(undefined);
  useEffect(() => {
    if (complete) last.current = complete;
  }, [complete]);
  const kept = last.current?.shown === shown ? last.current : undefined;
  return {
    scatter: complete ?? kept,
    busy: !complete,
    error: error ?? scored.error ?? classes.error ?? undefined,
    retry: () => {
      retry();
      scored.retry();
      if (classes.error) void classes.refetch();
    },
  };
}
