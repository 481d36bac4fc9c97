import type { ReactNode } from 'react';
import type { ModelOut, ViewState } from '../api/types';
import { gradient, PALETTES } from '../figures/palette';
import { count } from '../figures/shares';
import { useStore } from '../state/store';
import type { ShowName } from '../state/view';
import { STRINGS } from '../strings';
import styles from './Toggles.module.css';

interface ToggleProps {
  testId: string;
  label: string;
  on: boolean;
  flip: () => void;
  swatch?: ReactNode;
  detail?: string;
  inset?: boolean;
  disabled?: boolean;
}

/** A row that is its own legend: what it looks like, what it is, how many, and whether it is shown. */
function Toggle({ testId, label, on, flip, swatch, detail, inset, disabled }: ToggleProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      data-testid={testId}
      className={styles.toggle}
      data-inset={inset}
      disabled={disabled}
      onClick={flip}
    >
      <span className={styles.swatch}>{swatch}</span>
      <span className={styles.label}>{label}</span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      <span className={styles.track} aria-hidden="true" />
    </button>
  );
}

export function Toggles({ model, view }: { model: ModelOut; view: ViewState }) {
  const { want, announce } = useStore();
  const palette = PALETTES[view.theme];
  const n = (set: string) => model.point_sets.find(({ name }) => name === set)?.n;
  const flip = (name: ShowName) => () => {
    const on = !view.show[name];
    want({ show: { ...view.show, [name]: on } });
    announce(STRINGS.said.toggled(STRINGS.labels[name], on));
  };
  const flipAspect = () => {
    const aspect = view.aspect === 'cube' ? 'data' : 'cube';
    want({ aspect });
    announce(STRINGS.said.aspect(aspect));
  };
  const positions = n('positions');
  const tokens = n('tokens');

  return (
    <div className={styles.toggles}>
      {positions !== undefined && (
        <>
          <Toggle
            testId="toggle-positions"
            label={STRINGS.labels.positions}
            detail={count(positions)}
            on={view.show.positions}
            flip={flip('positions')}
            swatch={
              <span className={styles.dot} style={{ background: gradient(palette.position) }} />
            }
          />
          <Toggle
            testId="toggle-path"
            label={STRINGS.labels.path}
            on={view.show.path}
            flip={flip('path')}
            inset
            disabled={!view.show.positions}
          />
          <Toggle
            testId="toggle-marks"
            label={STRINGS.labels.marks}
            on={view.show.marks}
            flip={flip('marks')}
            inset
            disabled={!view.show.positions}
          />
        </>
      )}
      {tokens !== undefined && (
        <Toggle
          testId="toggle-tokens"
          label={STRINGS.labels.tokens}
          detail={count(tokens)}
          on={view.show.tokens}
          flip={flip('tokens')}
          swatch={
            <span className={styles.diamond} style={{ background: gradient(palette.token) }} />
          }
        />
      )}
      <p className={styles.note}>{STRINGS.shades[positions === undefined ? 'tokens' : 'both']}</p>
      <Toggle
        testId="aspect-toggle"
        label={STRINGS.labels.data}
        on={view.aspect === 'data'}
        flip={flipAspect}
      />
    </div>
  );
}
