import { NativeSelect } from '@mantine/core';
import { percent, shareOf } from '../figures/shares';
import { positionsOf } from '../state/positions';
import { useStore } from '../state/store';
import { AXIS_NAMES, inModel } from '../state/view';
import { STRINGS } from '../strings';
import { AxisChoices } from './AxisChoices';
import { BasisChoice } from './BasisChoice';
import { ColorChoice } from './ColorChoice';
import styles from './Controls.module.css';
import { CopyLink } from './CopyLink';
import { PositionsChoice } from './PositionsChoice';
import { Spectrum } from './Spectrum';
import { SumsField } from './SumsField';
import { Toggles } from './Toggles';
import type { Ready } from './useResolved';

export function Controls({ ready }: { ready: Ready }) {
  const { models, whole, model, basis, view } = ready;
  const { want, light, wanted } = useStore();
  const three = shareOf(
    AXIS_NAMES.map((name) => view.axes[name]),
    basis.variance_shares,
  );

  return (
    <form
      className={styles.form}
      aria-label={STRINGS.labels.panel}
      onSubmit={(e) => e.preventDefault()}
    >
      <section className={styles.group}>
        <NativeSelect
          label={STRINGS.labels.model}
          data-testid="model-select"
          value={wanted.model ?? model.name}
          data={models.map(({ name }) => name)}
          onChange={(event) => {
            want(inModel(event.currentTarget.value, wanted));
            light(undefined);
          }}
        />
        {!positionsOf(model) && (
          <p className={styles.note}>{STRINGS.noPositions[model.positional_scheme]}</p>
        )}
        <BasisChoice ready={ready} />
        <PositionsChoice whole={whole} positions={view.positions} />
      </section>

      <section className={styles.group}>
        <div className={styles.headline}>
          <h2>{STRINGS.labels.axes}</h2>
          <span>{STRINGS.together(percent(three), basis.fitted_on, basis.centered)}</span>
        </div>
        <Spectrum
          shares={basis.variance_shares}
          n={basis.n_components}
          mark={(component) => AXIS_NAMES.filter((name) => view.axes[name] === component).join('')}
        />
        <AxisChoices model={model} basis={basis} axes={view.axes} />
      </section>

      <section className={styles.group}>
        <h2>{STRINGS.coloring.label}</h2>
        <ColorChoice ready={ready} />
      </section>

      <section className={styles.group}>
        <h2>{STRINGS.labels.show}</h2>
        <Toggles model={model} view={view} />
        <SumsField model={model} view={view} />
      </section>

      <CopyLink view={view} />
    </form>
  );
}
