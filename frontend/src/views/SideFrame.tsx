import type { ReactNode } from 'react';
import { STRINGS } from '../strings';
import { CloseIcon } from './icons';
import styles from './SidePanel.module.css';

interface Props {
  name: string;
  title: string;
  close: () => void;
  children: ReactNode;
}

/** A panel beside the picture on a wide window, below it on a narrow one. */
export function SideFrame({ name, title, close, children }: Props) {
  return (
    <aside className={styles.side} data-testid="side-panel" aria-label={name}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <button
          type="button"
          data-testid="side-close"
          aria-label={STRINGS.labels.closeSide}
          title={STRINGS.labels.closeSide}
          onClick={close}
        >
          <CloseIcon />
        </button>
      </div>
      <div className={styles.body}>{children}</div>
    </aside>
  );
}
