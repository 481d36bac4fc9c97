/** The points as a table in place of the picture: the same sets, the same three axes. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { SET_NAMES, type SetName } from '../data/columns';
import { labelsQuery } from '../data/queries';
import { quote } from '../data/quote';
import { type SceneData, useSceneData } from '../data/useSceneData';
import { basisName, provenance } from '../figures/provenance';
import { count } from '../figures/shares';
import { useStore } from '../state/store';
import { AXIS_NAMES, axisName } from '../state/view';
import { STRINGS } from '../strings';
import { type Column, PointTable } from './PointTable';
import { Provenance } from './Provenance';
import { ErrorState, errorText, LoadingState } from './states';
import styles from './TableStage.module.css';
import type { Ready } from './useResolved';
import { useSources } from './useSources';

export function TableStage({ ready }: { ready: Ready }) {
  const { model, basis, view } = ready;
  const sources = useSources(model, view);
  const { shown, error, retry } = useSceneData(model, basis, view.axes, sources);
  if (shown) return <ShownTable shown={shown} ready={ready} />;
  if (!error) return <LoadingState text={STRINGS.loading.scores} />;
  const { title, detail } = errorText(error);
  return (
    <ErrorState
      title={title}
      detail={detail}
      action={{ label: STRINGS.labels.retry, run: retry }}
    />
  );
}

/** Three decimals, with a true minus sign. */
const number = (value: number | undefined) =>
  value === undefined ? '' : value.toFixed(3).replace('-', '−');

function ShownTable({ shown, ready }: { shown: SceneData; ready: Ready }) {
  const { model, basis, axes, points } = shown;
  const { show, theme } = ready.view;
  const announce = useStore((state) => state.announce);
  const heading = useRef<HTMLHeadingElement>(null);
  const tokens = model.point_sets.find(({ name }) => name === 'tokens');
  const labels = useQuery({
    ...labelsQuery(model, tokens ?? { name: 'tokens', n: 0, d: 0, left_out: 0, checksum: '' }),
    enabled: tokens !== undefined,
  }).data;
  useEffect(() => heading.current?.focus(), []);

  const { columns, n } = useMemo(() => {
    const parts: { set: SetName; first: number; n: number }[] = [];
    let total = 0;
    // Positions first: few, and what most come for.
    for (const set of [...SET_NAMES].reverse()) {
      const rows = points[set]?.x.length ?? 0;
      if (rows === 0 || (set !== 'sums' && !show[set])) continue;
      parts.push({ set, first: total, n: rows });
      total += rows;
    }
    const find = (row: number) => {
      const part = parts.find(({ first, n: rows }) => row < first + rows);
      return part && { set: part.set, id: row - part.first };
    };
    const label = (row: number) => {
      const at = find(row);
      return at && (at.set === 'tokens' || at.set === 'unembedding') ? labels?.[at.id] : undefined;
    };
    const setName = (row: number) => STRINGS.table.sets[find(row)?.set ?? 'tokens'];
    const scores = AXIS_NAMES.map((axis): Column => {
      const value = (row: number) => {
        const at = find(row);
        return at && points[at.set]?.[axis][at.id];
      };
      return {
        key: axis,
        name: `${axis} ${axisName(axes[axis])}`,
        numeric: true,
        cell: (row) => number(value(row)),
        value: (row) => value(row) ?? 0,
      };
    });
    const all: Column[] = [
      { key: 'set', name: STRINGS.table.set, cell: setName, value: setName },
      {
        key: 'id',
        name: STRINGS.table.id,
        numeric: true,
        cell: (row) => count(find(row)?.id ?? 0),
        value: (row) => find(row)?.id ?? 0,
      },
      {
        key: 'label',
        name: STRINGS.table.label,
        cell: (row) => {
          const text = label(row);
          return text === undefined ? '' : <bdi>{quote(text)}</bdi>;
        },
        value: (row) => label(row) ?? '',
      },
      ...scores,
    ];
    return { columns: all, n: total };
  }, [points, show, axes, labels]);

  return (
    <div className={styles.layout} id="scene" data-testid="table-stage">
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {STRINGS.table.caption(model.name, basisName(basis).toLowerCase())}
        </h1>
        <p>{n > 0 ? STRINGS.table.what : STRINGS.table.none}</p>
      </div>
      <PointTable
        caption={STRINGS.table.caption(model.name, basisName(basis).toLowerCase())}
        columns={columns}
        n={n}
        announce={announce}
      />
      <Provenance
        source={provenance(model, basis, axes, show)}
        theme={theme}
        model={model}
        basis={basis}
      />
    </div>
  );
}
