import type { ReactNode } from 'react';
import { STRINGS } from '../strings';
import { ChevronIcon, Logo, PanelIcon } from './icons';
import { NavTools } from './NavTools';
import styles from './PanelHead.module.css';

interface Props {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** Whether there is anything in the panel to fold away. */
  foldable: boolean;
  /** The buttons of the other panels, on a phone. */
  sides: ReactNode;
  narrow: boolean;
}

/** The brand, and the one button that folds the panel; on a phone also those of the other panels. */
export function PanelHead({ open, setOpen, foldable, sides, narrow }: Props) {
  const label = open ? STRINGS.labels.foldPanel : STRINGS.labels.openPanel;
  return (
    <div className={styles.head}>
      <span className={styles.brand}>
        <Logo />
        <span>{STRINGS.product}</span>
      </span>
      {open && !narrow && <NavTools />}
      {sides}
      {foldable && (
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
