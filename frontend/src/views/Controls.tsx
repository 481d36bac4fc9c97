import { NativeSelect } from '@mantine/core';
import { basisName, fitText } from '../figures/provenance';
import { percent, shareOf } from '../figures/shares';
import { useStore } from '../state/store';
import { AXIS_NAMES, inModel } from '../state/view';
import { STRINGS } from '../strings';
import { AxisChoices } from './AxisChoices';
import styles from './Controls.module.css';
import { CopyLink } from './CopyLink';
import { Spectrum } from './Spectrum';
import { Toggles } from './Toggles';
import type { Ready } from './useResolved';

export function Controls({ ready }: { ready: Ready }) {
  const { models, model, bases, basis, view } = ready;
  const { want, announce, light, wanted } = useStore();
  const hasPositions = model.point_sets.some(({ name }) => name === 'positions');
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
        {!hasPositions && (
          <p className={styles.note}>{STRINGS.noPositions[model.positional_scheme]}</p>
        )}
        <NativeSelect
          label={STRINGS.labels.basis}
          data-testid="basis-select"
          value={basis.name}
          data={bases.map((each) => ({ value: each.name, label: basisName(each) }))}
          onChange={(event) => {
            const name = event.currentTarget.value;
            const chosen = bases.find((candidate) => candidate.name === name);
            want({ basis: name });
            announce(STRINGS.said.basis(chosen ? basisName(chosen) : name));
          }}
        />
        <p className={styles.note}>{fitText(basis)}</p>
      </section>

      <section className={styles.group}>
        <div className={styles.headline}>
          <h2>{STRINGS.labels.axes}</h2>
          <span>{STRINGS.together(percent(three), basis.fitted_on, basis.centered)}</span>
        </div>
        <Spectrum basis={basis} axes={view.axes} />
        <AxisChoices basis={basis} axes={view.axes} />
      </section>

      <section className={styles.group}>
        <h2>{STRINGS.labels.show}</h2>
        <Toggles model={model} view={view} />
      </section>

      <CopyLink view={view} />
    </form>
  );
}
