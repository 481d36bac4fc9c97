import { useOverlay } from '../state/overlay';
import { STRINGS } from '../strings';
import { ClockIcon, KeysIcon } from './icons';
import styles from './Nav.module.css';
import { WhoAmI } from './people/WhoAmI';
import { withKey } from './shortcuts';

/** What a reader may want on any page: the way back, and what the keys do. */
export function NavTools() {
  const openDialog = useOverlay((state) => state.openDialog);
  return (
    <div className={styles.tools}>
      <WhoAmI />
      <button
        type="button"
        data-testid="open-history"
        aria-label={STRINGS.history.open}
        title={STRINGS.history.open}
        onClick={() => openDialog('history')}
      >
        <ClockIcon />
      </button>
      <button
        type="button"
        data-testid="open-keys"
        aria-label={STRINGS.shortcuts.open}
        title={withKey(STRINGS.shortcuts.open, 'help')}
        onClick={() => openDialog('keys')}
      >
        <KeysIcon />
      </button>
    </div>
  );
}
