/** The tokens furthest along the direction, both ways, in context; and how all scores are spread. */
import { useMemo, useState } from 'react';
import { type Extreme, extremes, histogram } from '../../data/residuals/extremes';
import { useDirection } from '../../data/residuals/useDirection';
import { scoreHistogram } from '../../figures/residuals/histogram';
import { residualsProvenance } from '../../figures/residuals/provenance';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import { Chart } from '../Chart';
import { Provenance } from '../Provenance';
import { Awaited } from './Awaited';
import { Check } from './Check';
import { ExtremeRow } from './ExtremeRow';
import own from './ExtremesStage.module.css';
import styles from './Figures.module.css';
import type { ReadyResiduals } from './useReady';
import { useRows } from './useRows';

const {
  extremes: t,
  positions,
  position0,
  position0What,
  over,
  ...words
} = STRINGS.residualsFigures;
const MOST = 50;
const BINS = 64;

export function ExtremesStage({ ready }: { ready: ReadyResiduals }) {
  const { view, model, capture, site, basis, shown } = ready;
  const { theme } = view;
  const [grouped, setGrouped] = useState(true);
  const { rows, with0, flip0 } = useRows(basis, shown);
  const { direction, error, retry } = useDirection(ready);
  const values = direction?.values;
  const title = words.reading(direction?.name ?? '', positions.readings[view.reading]);
  const ends = useMemo(
    () => values && extremes({ values, ids: shown.ids, rows, most: MOST, grouped }),
    [values, shown, rows, grouped],
  );
  const figure = useMemo(() => {
    if (!direction) return undefined;
    const spread = histogram(direction.values, rows, BINS);
    let sum = 0;
    for (const row of rows) sum += direction.values[row] as number;
    const mean = sum / Math.max(1, rows.length);
    return scoreHistogram({ spread, mean, range: direction.range, title, theme });
  }, [direction, rows, title, theme]);
  if (!direction || !ends || !figure) return <Awaited error={error} retry={retry} />;

  const list = (which: 'highest' | 'lowest', of: readonly Extreme[]) => (
    <section className={styles.card} aria-label={t[which]} data-testid={`extremes-${which}`}>
      <h3>{t[which]}</h3>
      {of.length === 0 && <p className={styles.note}>{t.none}</p>}
      <ol className={own.list}>
        {of.map((extreme) => (
          <ExtremeRow key={extreme.row} extreme={extreme} ready={ready} direction={direction} />
        ))}
      </ol>
    </section>
  );
  return (
    <div className={styles.layout} data-testid="extremes-stage">
      <div className={styles.bar}>
        <h2>{title}</h2>
        <span data-testid="extremes-over">
          {words.tokens(count(rows.length))} {words.of}{' '}
          {over(count(capture.n_shown), count(capture.n_prompts))}
        </span>
        <Check
          testId="extremes-grouped"
          label={t.grouped}
          title={t.groupedWhat}
          on={grouped}
          flip={() => setGrouped(!grouped)}
        />
        <Check
          testId="extremes-with-0"
          label={position0}
          title={position0What}
          on={with0}
          flip={flip0}
        />
      </div>
      <div
        className={styles.scroll}
        id="prompts"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
      >
        <div className={own.grid}>
          <section className={`${styles.card} ${own.spread}`} aria-label={t.histogram.title}>
            <h3>{t.histogram.title}</h3>
            <Chart figure={figure} height={180} testId="chart-scores" />
          </section>
          {list('highest', ends.highest)}
          {list('lowest', ends.lowest)}
        </div>
      </div>
      <Provenance
        source={residualsProvenance({
          model,
          capture,
          site,
          basis,
          tokens: rows.length,
          details: [title, with0 ? words.taken : words.left],
        })}
        theme={theme}
        model={model}
        basis={basis}
      />
    </div>
  );
}
