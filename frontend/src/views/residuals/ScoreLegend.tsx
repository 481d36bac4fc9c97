import type { Reading, Theme } from '../../api/types';
import type { DirectionOf } from '../../data/residuals/useDirection';
import { scoreText } from '../../figures/numbers';
import { gradient } from '../../figures/palette';
import { TOKEN_COLORS } from '../../figures/residuals/tokenColors';
import { STRINGS } from '../../strings';
import styles from './ScoreLegend.module.css';

const { residuals: text } = STRINGS;

interface Props {
  direction: DirectionOf | undefined;
  reading: Reading;
  theme: Theme;
  /** Position 0 took no part in the fit. */
  firstLeftOut: boolean;
}

/** What the colours of the tokens tell, with numbers. */
export function ScoreLegend({ direction, reading, theme, firstLeftOut }: Props) {
  const range = direction && direction.range > 0 ? direction.range : undefined;
  return (
    <section className={styles.legend} data-testid="score-legend" aria-label={text.legend}>
      <h2>{direction ? text.scale[reading](direction.name) : text.loadingScores}</h2>
      <div className={styles.scale} data-range={direction?.range}>
        <div className={styles.ramp} style={{ background: gradient(TOKEN_COLORS[theme]) }} />
        <span>{range === undefined ? '' : text.atMost(scoreText(-range))}</span>
        <span>0</span>
        <span>{range === undefined ? '' : text.atLeast(scoreText(range))}</span>
      </div>
      <p>
        {firstLeftOut && (
          <>
            <span className={styles.first} aria-hidden="true" />
            {text.firstLeftOut}
          </>
        )}
      </p>
    </section>
  );
}
