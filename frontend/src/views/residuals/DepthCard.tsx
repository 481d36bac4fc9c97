import { type ReactNode, useId } from 'react';
import styles from './Figures.module.css';

interface Props {
  title: string;
  testId: string;
  note?: ReactNode;
  children: ReactNode;
}

export function DepthCard({ title, testId, note, children }: Props) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id} data-testid={testId}>
      <h3 id={id}>{title}</h3>
      {children}
      {note && <p className={styles.note}>{note}</p>}
    </section>
  );
}
