/** The score against position, averaged over prompts, with its spread. */
import { useMemo } from 'react';
import { byPosition } from '../../data/residuals/byPosition';
import { useDirection } from '../../data/residuals/useDirection';
import { inks } from '../../figures/chart';
import { positionsChart } from '../../figures/residuals/positions';
import { residualsProvenance } from '../../figures/residuals/provenance';
import { STRINGS } from '../../strings';
import { Chart } from '../Chart';
import { Provenance } from '../Provenance';
import { Awaited } from './Awaited';
import styles from './Figures.module.css';
import type { ReadyResiduals } from './useReady';

const t = STRINGS.residualsFigures.positions;

export function PositionsStage({ ready }: { ready: ReadyResiduals }) {
  const { view, model, capture, site, basis, shown } = ready;
  const { theme, reading } = view;
  const { direction, error, retry } = useDirection(ready);
  const values = direction?.values;
  const name = direction?.name ?? '';
  const sums = useMemo(() => values && byPosition(values, shown.offsets), [values, shown]);
  const figure = useMemo(
    () => sums && positionsChart({ sums, name, reading, theme }),
    [sums, name, reading, theme],
  );
  if (!figure || !sums) return <Awaited error={error} retry={retry} />;
  const ink = inks(theme, 'positions');
  const keys = [
    { text: t.keys.mean, className: styles.stroke, background: ink.centered },
    { text: t.keys.band, className: styles.swatch, background: `${ink.centered}62` },
    { text: t.keys.range, className: styles.swatch, background: `${ink.centered}22` },
  ];
  return (
    <div className={styles.layout} data-testid="positions-stage">
      <div className={styles.bar}>
        <h2>{t.title(name)}</h2>
        <ul className={styles.keys}>
          {keys.map(({ text, className, background }) => (
            <li key={text}>
              <span className={className} style={{ background }} aria-hidden="true" />
              {text}
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.room} id="prompts">
        {sums.mean.length < 2 ? (
          <p className={styles.note}>{t.short}</p>
        ) : (
          <Chart figure={figure} height="100%" testId="chart-by-position" />
        )}
      </div>
      <Provenance
        source={residualsProvenance({
          model,
          capture,
          site,
          basis,
          tokens: shown.ids.length,
          details: [STRINGS.residualsFigures.reading(name, t.readings[reading])],
        })}
        theme={theme}
        model={model}
        basis={basis}
      />
    </div>
  );
}
