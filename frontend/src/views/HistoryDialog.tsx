import { useStore } from '../state/store';
import { useVisits } from '../state/visits';
import { STRINGS } from '../strings';
import { Dialog } from './Dialog';
import styles from './HistoryDialog.module.css';
import { CloseIcon } from './icons';

const WHEN = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const { visits, kept, remove, clear } = useVisits();
  const { open, announce } = useStore();
  const show = (address: string) => {
    window.history.pushState(null, '', address);
    open(window.location);
    onClose();
  };
  return (
    <Dialog
      title={STRINGS.history.title}
      closeLabel={STRINGS.history.close}
      testId="history"
      onClose={onClose}
    >
      <p className={styles.what}>{kept ? STRINGS.history.what : STRINGS.history.blocked}</p>
      {visits.length === 0 ? (
        <p className={styles.what}>{STRINGS.history.empty}</p>
      ) : (
        <>
          <ul className={styles.list}>
            {visits.map(({ key, address, title, model, basis, axes, at }) => (
              <li key={key} data-testid="history-item">
                <a
                  href={address}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
                    event.preventDefault();
                    show(address);
                  }}
                >
                  <b>{title || STRINGS.history.line(model, basis)}</b>
                  <span>
                    {title ? `${STRINGS.history.line(model, basis)} · ${axes}` : axes}
                    {' · '}
                    <time dateTime={new Date(at).toISOString()}>{WHEN.format(at)}</time>
                  </span>
                </a>
                <button
                  type="button"
                  data-testid="history-remove"
                  aria-label={STRINGS.history.remove(`${model}, ${basis}, ${axes}`)}
                  onClick={() => {
                    remove(key);
                    announce(STRINGS.history.removed);
                  }}
                >
                  <CloseIcon />
                </button>
              </li>
            ))}
          </ul>
          <button
            type="button"
            className={styles.clear}
            data-testid="history-clear"
            onClick={() => {
              clear();
              announce(STRINGS.history.cleared);
            }}
          >
            {STRINGS.history.clear}
          </button>
        </>
      )}
    </Dialog>
  );
}
