import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PointSetOut, SubspaceOut } from '../api/types';
import { largest, mean, sharesInside, smallest, spread } from '../data/pointShares';
import { labelsQuery, normsQuery } from '../data/queries';
import { quote } from '../data/quote';
import { useScores } from '../data/useScores';
import { pointHistogram } from '../figures/pointHistogram';
import { count, percent } from '../figures/shares';
import { isPositions } from '../state/positions';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { Chart } from './Chart';
import { Finding, MeasureBlock, Wait } from './MeasureBlock';
import styles from './PointShares.module.css';
import type { Ready } from './useResolved';

interface Props {
  ready: Ready;
  set: PointSetOut;
  subspace: SubspaceOut;
  k: number;
  from: readonly string[];
}

const NAMED = 8;
const t = STRINGS.measures;

export function PointShares({ ready, set, subspace, k, from }: Props) {
  const { model, basis, view } = ready;
  const components = useMemo(() => Array.from({ length: k }, (_, i) => i + 1), [k]);
  const { columns, error, retry } = useScores(model, basis, set, components);
  const norms = useQuery(normsQuery(model, basis, set));
  const labels = useQuery({ ...labelsQuery(model, set), enabled: !isPositions(set.name) });
  const low = subspace.point_low[k - 1] ?? 0;
  const high = subspace.point_high[k - 1] ?? 1;

  const found = useMemo(() => {
    if (!columns || !norms.data) return undefined;
    const { rows, values } = norms.data;
    // The second column: squared lengths about the rows' own mean.
    const shares = sharesInside(columns, columns.map(mean), values.subarray(rows, 2 * rows));
    let inside = 0;
    for (const share of shares) if (share >= low && share <= high) inside += 1;
    return {
      shares,
      spread: spread(shares),
      inside,
      highest: largest(shares, NAMED),
      lowest: smallest(shares, NAMED),
    };
  }, [columns, norms.data, low, high]);
  const figure = useMemo(
    () =>
      found &&
      pointHistogram({ ...found, set: set.name, k, d: set.d, low, high, theme: view.theme }),
    [found, set, k, low, high, view.theme],
  );

  const name = (id: number): string => {
    if (isPositions(set.name)) return t.points.position(count(id));
    const label = labels.data?.[id];
    return label === undefined ? `${set.name} ${count(id)}` : quote(label);
  };
  const failure = error ?? norms.error;
  const again = () => {
    retry();
    if (norms.error) void norms.refetch();
  };
  const without = found ? found.shares.length - found.spread.n : 0;
  return (
    <MeasureBlock id="points" text={t.points} source={[...from, t.closedForm]}>
      {found && figure ? (
        <>
          <Finding testId="points-finding" chance={t.points.range(percent(low), percent(high))}>
            {t.points.sentence(
              STRINGS.find.sets(set.name),
              k,
              percent(found.spread.mean),
              percent(found.inside / Math.max(1, found.spread.n)),
            )}
          </Finding>
          {without > 0 && <p className={styles.note}>{t.points.without(count(without))}</p>}
          <Chart figure={figure} height={170} testId="chart-points" />
          {set.d - k < 2 && <p className={styles.note}>{t.points.noCurve}</p>}
          <div className={styles.ends}>
            <Ends
              set={set.name}
              title={t.points.highest}
              ids={found.highest}
              shares={found.shares}
              name={name}
            />
            <Ends
              set={set.name}
              title={t.points.lowest}
              ids={found.lowest}
              shares={found.shares}
              name={name}
            />
          </div>
        </>
      ) : (
        <Wait error={failure} retry={again} />
      )}
    </MeasureBlock>
  );
}

interface EndsProps {
  set: string;
  title: string;
  ids: readonly number[];
  shares: Float64Array;
  name: (id: number) => string;
}

/** The points at one end, by name: each a way to look at it. */
function Ends({ set, title, ids, shares, name }: EndsProps) {
  const want = useStore((state) => state.want);
  return (
    <div>
      <h4>{title}</h4>
      <ol>
        {ids.map((id) => (
          <li key={id}>
            <button
              type="button"
              data-testid="outlier"
              data-id={id}
              title={t.points.go(name(id))}
              onClick={() => want({ focus: { point_set: set, id } })}
            >
              <bdi>{name(id)}</bdi>
              <span>{percent(shares[id] ?? Number.NaN)}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
