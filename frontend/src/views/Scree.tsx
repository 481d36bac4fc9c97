import { useMemo } from 'react';
import { fitText } from '../figures/provenance';
import { chanceShares, screeChart } from '../figures/scree';
import { percent } from '../figures/shares';
import { STRINGS } from '../strings';
import { Chart } from './Chart';
import { Finding, MeasureBlock } from './MeasureBlock';
import type { Ready } from './useResolved';

const t = STRINGS.measures;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The basis itself, whatever point set is measured in it. */
export function Scree({ ready: { basis, view } }: { ready: Ready }) {
  const { axes, k, theme } = view;
  const figure = useMemo(() => screeChart(basis, axes, k, theme), [basis, axes, k, theme]);
  const chance = useMemo(() => sum(chanceShares(basis, k)), [basis, k]);
  return (
    <MeasureBlock
      id="scree"
      text={t.scree}
      source={[t.basis(basis.name, fitText(basis)), t.closedForm]}
    >
      <Finding testId="scree-finding">
        {t.scree.sentence(
          percent(sum(basis.variance_shares.slice(0, k))),
          basis.fitted_on === 'both' ? 'rows' : basis.fitted_on,
          basis.centered ? 'variance' : 'mean square',
          k,
          percent(chance),
        )}
      </Finding>
      <Chart figure={figure} height={170} testId="chart-scree" />
    </MeasureBlock>
  );
}
