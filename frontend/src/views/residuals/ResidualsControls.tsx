/** What the residuals page shows, chosen: model, prompts, site, basis, direction, reading. */
import { useResiduals } from '../../state/residuals/store';
import { STRINGS } from '../../strings';
import styles from '../Controls.module.css';
import { CopyLink } from '../CopyLink';
import { Either } from '../Either';
import { BasisPicker } from './BasisPicker';
import { CapturePicker } from './CapturePicker';
import { ComponentStepper } from './ComponentStepper';
import { ModelPicker } from './ModelPicker';
import { SitePicker } from './SitePicker';
import type { ReadyResiduals } from './useReady';

const { residuals: text } = STRINGS;

export function ResidualsControls({ ready }: { ready: ReadyResiduals }) {
  const { models, model, view } = ready;
  const want = useResiduals((state) => state.want);
  return (
    <form
      className={styles.form}
      aria-label={STRINGS.labels.panel}
      onSubmit={(event) => event.preventDefault()}
    >
      <section className={styles.group}>
        <ModelPicker models={models} model={model} />
        <CapturePicker ready={ready} />
      </section>
      <SitePicker ready={ready} />
      <section className={styles.group}>
        <h2>{text.direction}</h2>
        <ComponentStepper ready={ready} />
        <BasisPicker ready={ready} />
      </section>
      <section className={styles.group}>
        <h2>{text.reading}</h2>
        <Either
          testId="reading"
          label={text.reading}
          value={view.reading}
          choices={text.readings}
          choose={(reading) => want({ reading })}
        />
        <p className={styles.note}>{text.readingWhat[view.reading]}</p>
      </section>
      <CopyLink view={view} />
    </form>
  );
}
