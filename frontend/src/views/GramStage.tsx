/** Cosines of positions with each other: where the path bends back on itself. */
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { PointSetOut } from '../api/types';
import { cosineRange } from '../data/chance';
import { gramQuery } from '../data/queries';
import type { Kind } from '../figures/concentration';
import { gramProvenance } from '../figures/flatProvenance';
import { cosineText, gramChart, strideOf } from '../figures/gram';
import { count } from '../figures/shares';
import { positionsOf } from '../state/positions';
import { STRINGS } from '../strings';
import { Chart } from './Chart';
import { Either } from './Either';
import styles from './GramStage.module.css';
import { Provenance } from './Provenance';
import { ErrorState, errorText, LoadingState } from './states';
import type { Ready } from './useResolved';

const t = STRINGS.flat.gram;
const SIZE = 512;
const NONE: PointSetOut = { name: 'positions', n: 0, d: 1, left_out: 0, checksum: '' };

export default function GramStage({ ready: { model, view } }: { ready: Ready }) {
  const [kind, setKind] = useState<Kind>('raw');
  const [pair, setPair] = useState({ i: 0, j: 1 });
  const found = positionsOf(model);
  const positions = found ?? NONE;
  const { data, error, refetch } = useQuery({
    ...gramQuery(model, positions, kind === 'centered', SIZE),
    enabled: found !== undefined,
  });
  const stride = strideOf(positions.n, SIZE);
  const range = cosineRange(positions.d);
  const figure = useMemo(
    () => data && gramChart(data, stride, range, view.theme),
    [data, stride, range, view.theme],
  );
  if (!found) return <ErrorState title={STRINGS.stages.gram.what} detail={t.none} />;
  if (error && !data) {
    const { title, detail } = errorText(error);
    const action = { label: STRINGS.labels.retry, run: () => void refetch() };
    return <ErrorState title={title} detail={detail} action={action} />;
  }
  const rows =
    stride === 1
      ? t.all(count(positions.n))
      : t.every(stride, count(data?.rows ?? 0), count(positions.n));
  // Of the positions, not of the matrix: what is typed while another one loads must not be lost.
  const last = (Math.ceil(positions.n / stride) - 1) * stride;
  const cosine = (i: number, j: number) =>
    data?.values[(j / stride) * data.rows + i / stride] ?? Number.NaN;
  // A row without length has a cosine of 0 even with itself.
  const known = cosine(pair.i, pair.i) > 0 && cosine(pair.j, pair.j) > 0;
  const value = cosine(pair.i, pair.j);
  const at = (name: 'i' | 'j') => (
    <label>
      {t[name]}
      <input
        type="number"
        min={0}
        max={last}
        step={stride}
        value={pair[name]}
        data-testid={`gram-${name}`}
        onChange={(event) => {
          const wanted = Math.round(event.currentTarget.valueAsNumber / stride) * stride;
          if (wanted >= 0 && wanted <= last) setPair({ ...pair, [name]: wanted });
        }}
      />
    </label>
  );
  return (
    <div className={styles.layout}>
      <div className={styles.bar}>
        <Either
          testId="gram-kind"
          label={t.kind}
          value={kind}
          choices={{ raw: t.raw, centered: t.centered }}
          choose={setKind}
        />
        <div className={styles.readout}>
          {at('i')}
          {at('j')}
          <output data-testid="gram-cosine">
            {t.cosine} <b>{known ? cosineText(value) : data ? t.noDirection : '–'}</b>
            {known && pair.i !== pair.j && (
              <span> {Math.abs(value) > range ? t.beyond : t.within}</span>
            )}
          </output>
        </div>
        <p className={styles.chance} data-testid="gram-chance">
          {t.chance(range.toFixed(3), positions.d)}
        </p>
      </div>
      <div id="scene" className={styles.picture} data-testid="gram" data-rows={data?.rows ?? 0}>
        {figure ? (
          <Chart
            figure={figure}
            height="100%"
            testId="chart-gram"
            onPoint={(j, i) => setPair({ i, j })}
          />
        ) : (
          <LoadingState text={STRINGS.measures.loading} />
        )}
      </div>
      <Provenance source={gramProvenance(model, kind, rows)} theme={view.theme} model={model} />
    </div>
  );
}
