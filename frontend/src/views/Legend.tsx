import type { TokenClass, ViewState } from '../api/types';
import type { Legend as LegendOf } from '../figures/coloring';
import { legendNumber } from '../figures/numbers';
import { gradient } from '../figures/palette';
import { count } from '../figures/shares';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './Legend.module.css';
import { errorText } from './states';
import type { Colored } from './useColoring';

interface Props {
  colored: Colored;
  legend: LegendOf;
  view: ViewState;
}

/** What the colours tell, on the scene itself, where it stays when the panel is folded away. */
export function Legend({ colored, legend, view }: Props) {
  const { error, problem } = colored;
  const { hidden } = view.color;
  const said =
    error !== undefined ? `${STRINGS.coloring.failed}: ${errorText(error).detail}` : problem;
  const off = hidden.length > 0 && legend.kind !== 'classes';
  if (legend.kind === 'kind' && said === undefined && !off) return null;
  const without =
    legend.kind === 'kind' || legend.without.length === 0
      ? undefined
      : STRINGS.coloring.without(legend.without.map((set) => STRINGS.coloring.sets[set]));
  return (
    <section className={styles.legend} data-testid="legend" aria-label={STRINGS.coloring.legend}>
      {said !== undefined && <p role="status">{said}</p>}
      {legend.kind === 'scale' && <Scale legend={legend} />}
      {legend.kind === 'classes' && <Classes legend={legend} view={view} />}
      {off && <SwitchedOff view={view} />}
      {without !== undefined && <p>{without}</p>}
    </section>
  );
}

function Scale({ legend }: { legend: Extract<LegendOf, { kind: 'scale' }> }) {
  const { by, component, ramp, low, high, clipped } = legend;
  const least = legendNumber(by, low);
  const most = legendNumber(by, high);
  return (
    <>
      <h3>
        {by === 'component'
          ? STRINGS.coloring.componentScale(component)
          : STRINGS.coloring.scale[by]}
      </h3>
      <div
        className={styles.ramp}
        style={{ background: gradient(ramp) }}
        data-testid="legend-ramp"
      />
      <div className={styles.ends}>
        <span>{clipped.low ? STRINGS.coloring.atMost(least) : least}</span>
        <span>{clipped.high ? STRINGS.coloring.atLeast(most) : most}</span>
      </div>
    </>
  );
}

const without = (all: readonly TokenClass[], name: TokenClass) =>
  all.filter((each) => each !== name);

function Classes({
  legend,
  view,
}: {
  legend: Extract<LegendOf, { kind: 'classes' }>;
  view: ViewState;
}) {
  const { want, announce } = useStore();
  const { color } = view;
  const flip = (name: TokenClass) => {
    const on = color.hidden.includes(name);
    want({
      color: { ...color, hidden: on ? without(color.hidden, name) : [...color.hidden, name] },
    });
    announce(STRINGS.coloring.toggledClass(STRINGS.classes[name], on));
  };
  return (
    <div className={styles.classes}>
      {legend.entries.map(({ name, color: shade, n, hidden }) => (
        <button
          key={name}
          type="button"
          role="switch"
          aria-checked={!hidden}
          data-testid={`class-${name}`}
          onClick={() => flip(name)}
        >
          <span className={styles.swatch} style={{ background: hidden ? 'none' : shade }} />
          {STRINGS.classes[name]}
          <span className={styles.n}>{count(n)}</span>
        </button>
      ))}
    </div>
  );
}

/** Points that are not drawn are always told of. */
function SwitchedOff({ view: { color } }: { view: ViewState }) {
  const { want } = useStore();
  return (
    <p className={styles.off}>
      {STRINGS.coloring.switchedOff(color.hidden.map((name) => STRINGS.classes[name]))}
      <button
        type="button"
        data-testid="show-all-classes"
        onClick={() => want({ color: { ...color, hidden: [] } })}
      >
        {STRINGS.coloring.all}
      </button>
    </p>
  );
}
