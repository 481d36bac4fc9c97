import { AXIS_NAMES, axisName } from '../state/view';
import { STRINGS } from '../strings';
import { ChevronIcon, Logo, PanelIcon } from './icons';
import styles from './PanelHead.module.css';
import type { Ready } from './useResolved';

interface Props {
  open: boolean;
  setOpen: (open: boolean) => void;
  ready: Ready | undefined;
}

/** The brand, and the one button that folds the panel; on a phone also what is chosen. */
export function PanelHead({ open, setOpen, ready }: Props) {
  const label = open ? STRINGS.labels.foldPanel : STRINGS.labels.openPanel;
  return (
    <div className={styles.head}>
      <span className={styles.brand}>
        <Logo />
        <span>{STRINGS.product}</span>
      </span>
      {ready && (
        <span className={styles.summary} aria-hidden="true">
          {ready.model.name}
          <span>{AXIS_NAMES.map((name) => axisName(ready.view.axes[name])).join(' ')}</span>
        </span>
      )}
      {ready && (
        <button
          type="button"
          className={styles.fold}
          data-testid="panel-toggle"
          aria-expanded={open}
          aria-controls="controls"
          aria-label={label}
          title={label}
          onClick={() => setOpen(!open)}
        >
          <span className={styles.wide}>
            <PanelIcon />
          </span>
          <span className={styles.narrow}>
            <ChevronIcon />
          </span>
        </button>
      )}
    </div>
  );
}
