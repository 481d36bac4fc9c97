import type { ReactNode } from 'react';
import styles from './Toggles.module.css';

interface Props {
  testId: string;
  label: string;
  on: boolean;
  flip: () => void;
  swatch?: ReactNode;
  detail?: string;
  inset?: boolean;
  disabled?: boolean;
  /** Said to whoever rests on it. */
  title?: string;
}

/** A row that is its own legend: what it looks like, what it is, how many, and whether it is shown. */
export function Toggle({ testId, label, on, flip, swatch, detail, inset, disabled, title }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      data-testid={testId}
      className={styles.toggle}
      data-inset={inset}
      disabled={disabled}
      title={title}
      onClick={flip}
    >
      <span className={styles.swatch}>{swatch}</span>
      <span className={styles.label}>{label}</span>
      {detail !== undefined && <span className={styles.detail}>{detail}</span>}
      <span className={styles.track} aria-hidden="true" />
    </button>
  );
}
