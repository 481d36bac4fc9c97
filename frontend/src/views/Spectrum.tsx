import { STRINGS } from '../strings';
import styles from './Spectrum.module.css';

const BARS = 24;
const STEP = 10;
const HEIGHT = 34;

interface Props {
  shares: readonly number[];
  n: number;
  /** What stands below a component that is picked out; nothing below the others. */
  mark: (component: number) => string;
}

/**
 * How the variance falls off, with the chosen components picked out. Heights go with the square root
 * of the share, which is the spread along the component: shares themselves would leave one bar to see.
 * The numbers are in the choices below, so nothing here is read aloud.
 */
export function Spectrum({ shares, n, mark }: Props) {
  const shown = Math.min(BARS, n);
  const tallest = Math.sqrt(shares[0] ?? 1) || 1;
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.spectrum}
        viewBox={`0 0 ${BARS * STEP} ${HEIGHT + 12}`}
        preserveAspectRatio="xMinYMax meet"
        aria-hidden="true"
      >
        {Array.from({ length: shown }, (_, index) => {
          const component = index + 1;
          const share = shares[index] ?? 0;
          const height = Math.max(1, (HEIGHT * Math.sqrt(Math.max(0, share))) / tallest);
          const chosen = mark(component);
          return (
            <g key={component} className={chosen ? styles.chosen : undefined}>
              <rect
                x={index * STEP + 1}
                y={HEIGHT - height}
                width={STEP - 3}
                height={height}
                rx="1"
              />
              {chosen && (
                <text x={index * STEP + (STEP - 1) / 2} y={HEIGHT + 10}>
                  {chosen}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption>{STRINGS.spectrum(shown)}</figcaption>
    </figure>
  );
}
