import { scoreText } from '../../figures/numbers';
import { gradient } from '../../figures/palette';
import type { RowLegend as LegendOf } from '../../figures/residuals/coloring';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import styles from './ScatterPanel.module.css';

const t = STRINGS.residualsFigures.scatter;

/** What the colours of the scatter tell. */
export function RowLegend({ legend, name }: { legend: LegendOf; name: string }) {
  return (
    <section
      className={styles.legend}
      aria-label={STRINGS.coloring.legend}
      data-testid="scatter-legend"
    >
      {legend.kind === 'scale' && <Scale legend={legend} name={name} />}
      {legend.kind === 'classes' && (
        <ul className={styles.classes}>
          {legend.entries.map(({ name: kind, color, n }) => (
            <li key={kind}>
              <span className={styles.swatch} style={{ background: color }} aria-hidden="true" />
              {STRINGS.classes[kind]} <span className={styles.n}>{count(n)}</span>
            </li>
          ))}
        </ul>
      )}
      {legend.kind === 'prompts' && (
        <>
          {!legend.followed && (
            <div className={styles.stripes} aria-hidden="true">
              {legend.colors.map((color) => (
                <span key={color} style={{ background: color }} />
              ))}
            </div>
          )}
          <p>{legend.followed ? t.path : t.colorLegend.prompt(legend.colors.length)}</p>
        </>
      )}
    </section>
  );
}

function Scale({ legend, name }: { legend: Extract<LegendOf, { kind: 'scale' }>; name: string }) {
  const { by, ramp, low, high, clipped } = legend;
  const [least, most] =
    by === 'position' ? [count(low), count(high)] : [scoreText(low), scoreText(high)];
  return (
    <>
      <div className={styles.ramp} style={{ background: gradient(ramp) }} />
      <p className={styles.ends}>
        <span>{clipped ? t.atMost(least) : least}</span>
        <span>{by === 'direction' ? t.colorLegend.direction(name) : t.colorLegend.position}</span>
        <span>{clipped ? t.atLeast(most) : most}</span>
      </p>
    </>
  );
}
