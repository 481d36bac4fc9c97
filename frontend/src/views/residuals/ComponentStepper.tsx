/** Which direction the tokens are coloured by: a component, stepped through, or what was made of several. */
import { useState } from 'react';
import { useDirectionTitle } from '../../data/residuals/useDirectionTitle';
import { nearEqualOf, percent } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { isMix, isNamed } from '../../state/residuals/view';
import { STRINGS } from '../../strings';
import { ChevronIcon } from '../icons';
import { Spectrum } from '../Spectrum';
import { withKey } from '../shortcuts';
import styles from './ComponentStepper.module.css';
import { SHORTCUTS, stepComponent } from './shortcuts';
import type { ReadyResiduals } from './useReady';

const { residuals: text } = STRINGS;

export function ComponentStepper({ ready }: { ready: ReadyResiduals }) {
  const { view, basis } = ready;
  const { direction } = view;
  const component = isMix(direction) || isNamed(direction) ? undefined : direction;
  const share = component && basis.variance_shares[component - 1];
  const group = component && nearEqualOf(component, basis.near_equal);
  return (
    <div className={styles.stepper}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.before}
          data-testid="component-before"
          aria-label={text.componentBefore}
          title={withKey(text.componentBefore, 'component', 0, SHORTCUTS)}
          disabled={component === 1}
          onClick={() => stepComponent(ready, -1)}
        >
          <ChevronIcon />
        </button>
        <Component
          component={component}
          last={basis.n_components}
          name={useDirectionTitle(ready.model.name, direction)}
        />
        <button
          type="button"
          className={styles.after}
          data-testid="component-after"
          aria-label={text.componentAfter}
          title={withKey(text.componentAfter, 'component', 1, SHORTCUTS)}
          disabled={component === basis.n_components}
          onClick={() => stepComponent(ready, 1)}
        >
          <ChevronIcon />
        </button>
        <span className={styles.share} data-testid="component-share">
          {share === undefined ? '' : text.share(percent(share))}
        </span>
      </div>
      <Spectrum
        shares={basis.variance_shares}
        n={basis.n_components}
        mark={(each) => (each === component ? '▴' : '')}
      />
      {group && <p className={styles.note}>{STRINGS.nearEqual(group.first, group.last)}</p>}
    </div>
  );
}

interface ComponentProps {
  /** Absent where the direction is none. */
  component: number | undefined;
  last: number;
  name: string;
}

/** Its number, to be typed over; what is not a component says what it is. */
function Component({ component, last, name }: ComponentProps) {
  const want = useResiduals((state) => state.want);
  const [typed, setTyped] = useState<string>();
  if (component === undefined) {
    return (
      <output className={styles.name} title={name} data-testid="direction-name">
        {name}
      </output>
    );
  }
  const take = (given: string) => {
    setTyped(given);
    const value = Number(given);
    if (Number.isInteger(value) && value >= 1 && value <= last) want({ direction: value });
  };
  return (
    <label className={styles.component}>
      <span aria-hidden="true">PC</span>
      <input
        type="number"
        min={1}
        max={last}
        inputMode="numeric"
        aria-label={text.component(last)}
        data-testid="component"
        value={typed ?? component}
        onChange={(event) => take(event.currentTarget.value)}
        onBlur={() => setTyped(undefined)}
      />
    </label>
  );
}
