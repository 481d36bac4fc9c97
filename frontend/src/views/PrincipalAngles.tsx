import { useMemo } from 'react';
import type { SubspaceOut, Theme } from '../api/types';
import { anglesAt, anglesChart, degrees } from '../figures/angles';
import { count } from '../figures/shares';
import { STRINGS } from '../strings';
import { Chart } from './Chart';
import { Finding, MeasureBlock } from './MeasureBlock';
import styles from './PointShares.module.css';

interface Props {
  subspace: SubspaceOut;
  k: number;
  theme: Theme;
  from: readonly string[];
}

const t = STRINGS.measures;

export function PrincipalAngles({ subspace, k, theme, from }: Props) {
  const found = useMemo(() => anglesAt(subspace, k), [subspace, k]);
  const figure = useMemo(
    () => found && anglesChart(found, subspace.point_set, theme),
    [found, subspace, theme],
  );
  return (
    <MeasureBlock
      id="angles"
      text={t.angles}
      source={[...from, t.range(count(subspace.samples), subspace.seed)]}
    >
      {found && figure ? (
        <>
          <Finding
            testId="angles-finding"
            chance={t.angles.chance(degrees(found.low), degrees(found.high))}
            verdict={t.angles.verdict[found.verdict]}
            tone={found.verdict}
          >
            {t.angles.sentence(
              found.k,
              STRINGS.find.sets(subspace.point_set),
              degrees(found.angles[0] ?? 0),
            )}
          </Finding>
          {found.k < k && <p className={styles.note}>{t.angles.capped(found.k)}</p>}
          <Chart figure={figure} height={140} testId="chart-angles" />
        </>
      ) : (
        <p className={styles.note}>{t.angles.few}</p>
      )}
    </MeasureBlock>
  );
}
