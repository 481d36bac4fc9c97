import { STRINGS } from '../strings';
import { ChevronIcon, Logo, PanelIcon } from './icons';
import { NavTools } from './NavTools';
import styles from './PanelHead.module.css';
import { SideButtons } from './SideButtons';
import type { Ready } from './useResolved';

interface Props {
  open: boolean;
  setOpen: (open: boolean) => void;
  ready: Ready | undefined;
  narrow: boolean;
}

/** The brand, and the one button that folds the panel; on a phone also those of the other panels. */
export function PanelHead({ open, setOpen, ready, narrow }: Props) {
  const label = open ? STRINGS.labels.foldPanel : STRINGS.labels.openPanel;
  return (
    <div className={styles.head}>
      <span className={styles.brand}>
        <Logo />
        <span>{STRINGS.product}</span>
      </span>
      {open && !narrow && <NavTools />}
      {ready && narrow && <SideButtons ready={ready} onOpen={() => setOpen(false)} />}
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
