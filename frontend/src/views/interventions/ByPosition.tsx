import { useMemo } from 'react';
import type { AtPosition, Theme } from '../../api/types';
import { meanLoss } from '../../data/interventions/pairs';
import { klChart, lossChart } from '../../figures/interventions';
import { scoreText } from '../../figures/numbers';
import { STRINGS } from '../../strings';
import { Chart } from '../Chart';
import finding from '../Finding.module.css';
import styles from './Result.module.css';

const { interventions: text } = STRINGS;
const HEIGHT = 150;

interface Props {
  positions: readonly AtPosition[];
  at: number;
  onChoose: (position: number) => void;
  theme: Theme;
}

/** Divergence and loss along the prompt; a place on a chart chooses the position. */
export function ByPosition({ positions, at, onChoose, theme }: Props) {
  const before = meanLoss(positions, 'loss_before');
  const after = meanLoss(positions, 'loss_after');
  const kl = useMemo(() => klChart(positions, at, theme), [positions, at, theme]);
  const loss = useMemo(() => {
    if (before === undefined || after === undefined) return undefined;
    const means = { before: scoreText(before), after: scoreText(after) };
    return { means, chart: lossChart(positions, means, at, theme) };
  }, [positions, before, after, at, theme]);
  const choose = (value: number) =>
    onChoose(Math.min(positions.length - 1, Math.max(0, Math.round(value))));
  return (
    <div className={styles.charts}>
      <div className={styles.block}>
        <h3>{text.kl}</h3>
        <Chart figure={kl} height={HEIGHT} testId="kl-chart" onNumber={choose} />
        <p className={finding.note}>{text.klWhat}</p>
      </div>
      {loss && (
        <div className={styles.block}>
          <h3>{text.loss}</h3>
          <Chart figure={loss.chart} height={HEIGHT} testId="loss-chart" onNumber={choose} />
          <p className={finding.note} data-testid="mean-loss">
            {text.meanLoss(loss.means.before, loss.means.after)} {text.lossWhat}
          </p>
        </div>
      )}
    </div>
  );
}
