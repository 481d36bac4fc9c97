/** One measure: its name, its numbers, what they were taken from, and on demand what they are. */
import type { ReactNode } from 'react';
import { STRINGS } from '../strings';
import styles from './MeasureBlock.module.css';
import { errorText } from './states';

interface Props {
  id: string;
  text: { title: string; definition: string; origin: string; key?: string };
  /** Basis, point set, rows, seed: whatever the numbers depend on. */
  source: readonly (string | undefined)[];
  children: ReactNode;
}

export function MeasureBlock({ id, text, source, children }: Props) {
  const t = STRINGS.measures;
  return (
    <section className={styles.block} data-testid={`measure-${id}`} aria-labelledby={`m-${id}`}>
      <h3 id={`m-${id}`}>{text.title}</h3>
      {children}
      {text.key && <p className={styles.key}>{text.key}</p>}
      <p className={styles.source}>{source.filter((part) => part !== undefined).join(' · ')}</p>
      <details className={styles.what}>
        <summary>
          {t.what}
          <span className="visually-hidden"> {text.title}</span>
        </summary>
        <p>{text.definition}</p>
        <p>
          <b>{t.source}</b> {text.origin}
        </p>
      </details>
    </section>
  );
}

interface WaitProps {
  error: unknown;
  retry: () => void;
}

/** In place of numbers that are not here: on their way, or refused and why. */
export function Wait({ error, retry }: WaitProps) {
  if (!error) {
    return (
      <p className={styles.wait} role="status">
        {STRINGS.measures.loading}
      </p>
    );
  }
  const { title, detail } = errorText(error);
  return (
    <div className={styles.failed} role="alert" data-testid="measure-failed">
      <p>
        <b>{title}</b> {detail}
      </p>
      <button type="button" onClick={retry}>
        {STRINGS.measures.again}
      </button>
    </div>
  );
}

/** What was found, and beside it what chance would give. */
export function Finding({
  testId,
  children,
  chance,
  verdict,
  tone,
}: {
  testId: string;
  children: ReactNode;
  chance?: ReactNode;
  verdict?: string | undefined;
  tone?: string | undefined;
}) {
  return (
    <p className={styles.finding} data-testid={testId}>
      <span>{children}</span>
      {chance !== undefined && <span className={styles.chance}>; {chance}</span>}
      {'. '}
      {verdict !== undefined && (
        <b className={styles.verdict} data-tone={tone}>
          {verdict}
        </b>
      )}
    </p>
  );
}
