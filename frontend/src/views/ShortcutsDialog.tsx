import { useOverlay } from '../state/overlay';
import { STRINGS } from '../strings';
import { Dialog } from './Dialog';
import styles from './ShortcutsDialog.module.css';
import type { Keys } from './shortcuts';

const SHOWN: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  '-': '−',
};

const GROUPS = ['page', 'scene'] as const;

interface Props {
  keys: Keys;
  onClose: () => void;
  toured: boolean;
}

export function ShortcutsDialog({ keys: shortcuts, onClose, toured }: Props) {
  const { keysOn, switchKeys, goTo } = useOverlay();
  return (
    <Dialog
      title={STRINGS.shortcuts.title}
      closeLabel={STRINGS.shortcuts.close}
      testId="shortcuts"
      onClose={onClose}
    >
      {GROUPS.filter((group) => shortcuts.some((each) => each.group === group)).map((group) => (
        <section key={group} className={styles.group}>
          <h3>{STRINGS.shortcuts.groups[group]}</h3>
          <dl>
            {shortcuts
              .filter((each) => each.group === group)
              .map(({ name, keys }) => (
                <div key={name} data-testid={`shortcut-${name}`}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{SHOWN[key] ?? key}</kbd>
                    ))}
                  </dt>
                  <dd>{STRINGS.shortcuts.what[name]}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      <label className={styles.switch}>
        <input
          type="checkbox"
          data-testid="keys-on"
          checked={keysOn}
          onChange={(event) => switchKeys(event.currentTarget.checked)}
        />
        <span>
          {STRINGS.shortcuts.keysOn}
          {!keysOn && <small>{STRINGS.shortcuts.keysOff}</small>}
        </span>
      </label>
      {toured && (
        <button
          type="button"
          className={styles.tour}
          data-testid="tour-again"
          onClick={() => {
            onClose();
            goTo({ step: 0, asked: true });
          }}
        >
          {STRINGS.shortcuts.tour}
        </button>
      )}
    </Dialog>
  );
}
