import { useMemo } from 'react';
import type { SubspaceOut, Theme } from '../api/types';
import { concentrationChart, KINDS, reading } from '../figures/concentration';
import { count, percent } from '../figures/shares';
import { STRINGS } from '../strings';
import { Chart } from './Chart';
import { useK } from './KChoice';
import { Finding, MeasureBlock } from './MeasureBlock';

interface Props {
  subspace: SubspaceOut;
  k: number;
  theme: Theme;
  from: readonly string[];
}

const t = STRINGS.measures;

export function Concentration({ subspace, k, theme, from }: Props) {
  const choose = useK(subspace.k_max);
  const figure = useMemo(() => concentrationChart(subspace, k, theme), [subspace, k, theme]);
  return (
    <MeasureBlock
      id="concentration"
      text={t.concentration}
      source={[...from, t.range(count(subspace.samples), subspace.seed)]}
    >
      {KINDS.map((kind) => {
        const found = reading(subspace, kind, k);
        if (!found) return null;
        return (
          <Finding
            key={kind}
            testId={`share-${kind}`}
            chance={t.concentration.chance(
              k,
              percent(found.chance),
              percent(found.low),
              percent(found.high),
            )}
            verdict={t.concentration.verdict(found.verdict)}
            tone={found.verdict}
          >
            {t.concentration.sentence(
              STRINGS.find.sets(subspace.point_set),
              kind,
              percent(found.share),
              k,
            )}{' '}
            ({t.concentration[kind]})
          </Finding>
        );
      })}
      <Chart figure={figure} height={250} testId="chart-concentration" onNumber={choose} />
    </MeasureBlock>
  );
}
