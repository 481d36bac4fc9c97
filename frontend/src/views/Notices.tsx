import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { CloseIcon } from './icons';
import styles from './Notices.module.css';

export function Notices() {
  const { notices, dismiss } = useStore();
  return (
    <div className={styles.notices} role="status">
      {notices.map(({ key, title, lines }) => (
        <div key={key} className={styles.notice} data-testid="notice">
          <div>
            <h2>{title}</h2>
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
          <button
            type="button"
            aria-label={STRINGS.labels.dismiss}
            title={STRINGS.labels.dismiss}
            data-testid="dismiss-notice"
            onClick={() => dismiss(key)}
          >
            <CloseIcon />
          </button>
        </div>
      ))}
    </div>
  );
}
