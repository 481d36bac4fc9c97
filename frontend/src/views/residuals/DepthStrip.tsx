import type { KeyboardEvent } from 'react';
import type { SiteOut } from '../../api/types';
import { scoreText } from '../../figures/numbers';
import { useResiduals } from '../../state/residuals/store';
import { STRINGS } from '../../strings';
import styles from './DepthStrip.module.css';

const { residuals: text } = STRINGS;

/** How far the arrows go, of each. */
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** Standard deviation in all directions together: variances grow so fast that the first bars would vanish. */
const spread = ({ total_variance }: SiteOut) => Math.sqrt(Math.max(0, total_variance));

interface Props {
  /** The places along the depth where the part is captured. */
  stops: readonly SiteOut[];
  site: SiteOut;
}

/** The depth of the network, a bar for each place, as high as the residuals are spread there. */
export function DepthStrip({ stops, site }: Props) {
  const want = useResiduals((state) => state.want);
  const tallest = Math.max(...stops.map(spread)) || 1;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = stops.findIndex(({ name }) => name === site.name);
    const step = STEPS[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? stops.length - 1 : at + (step ?? 0);
    const next = stops[to];
    if (!next || to === at) return;
    event.preventDefault();
    want({ site: next.name });
    event.currentTarget.querySelectorAll('button')[to]?.focus();
  };
  return (
    <figure className={styles.figure}>
      <div
        className={styles.strip}
        role="radiogroup"
        aria-label={text.depth}
        data-testid="depth-strip"
        onKeyDown={onKeyDown}
      >
        {stops.map((stop) => {
          const said = text.stop(text.site(stop), scoreText(spread(stop)));
          return (
            // biome-ignore lint/a11y/useSemanticElements: a bar, not a control of a form
            <button
              key={stop.name}
              type="button"
              role="radio"
              className={styles.stop}
              aria-checked={stop.name === site.name}
              aria-label={said}
              title={said}
              tabIndex={stop.name === site.name ? 0 : -1}
              data-testid={`stop-${stop.name}`}
              onClick={() => want({ site: stop.name })}
            >
              <span style={{ height: `${Math.max(3, (100 * spread(stop)) / tallest)}%` }} />
            </button>
          );
        })}
      </div>
      <figcaption>
        <b data-testid="site-text">{text.site(site)}</b>
        <span>{text.spread(scoreText(spread(site)))}</span>
      </figcaption>
    </figure>
  );
}
