/** The page when there is no scene to show: why, and what to do. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiProblem, Unreachable } from '../api/client';
import { STRINGS } from '../strings';
import { Logo } from './icons';
import styles from './states.module.css';

export function Card({
  testId,
  children,
  role,
}: {
  testId: string;
  children: ReactNode;
  role?: 'alert';
}) {
  return (
    <div className={styles.room}>
      <section className={styles.card} data-testid={testId} role={role}>
        {children}
      </section>
    </div>
  );
}

export function LoadingState({ text }: { text: string }) {
  return (
    <div className={styles.room} data-testid="loading-state" role="status">
      <div className={styles.loading}>
        <svg viewBox="0 0 64 64" aria-hidden="true" className={styles.orbit}>
          <ellipse cx="32" cy="32" rx="27" ry="10" />
          <ellipse cx="32" cy="32" rx="27" ry="10" pathLength="100" className={styles.runner} />
          <path d="m32 26 6 6-6 6-6-6z" />
        </svg>
        <span>{text}</span>
      </div>
    </div>
  );
}

interface ErrorProps {
  title: string;
  detail: string;
  action?: { label: string; run: () => void } | undefined;
}

export function ErrorState({ title, detail, action }: ErrorProps) {
  return (
    <Card testId="error-state" role="alert">
      <h1>{title}</h1>
      <p>{detail}</p>
      {action && <Button onClick={action.run}>{action.label}</Button>}
    </Card>
  );
}

/** Title and detail of whatever was thrown. */
export function errorText(error: unknown): { title: string; detail: string } {
  if (error instanceof ApiProblem) return { title: error.title, detail: error.detail };
  if (error instanceof Unreachable) {
    return { title: STRINGS.errors.unreachableTitle, detail: error.message };
  }
  const detail = error instanceof Error ? error.message : String(error);
  return { title: STRINGS.errors.unexpectedTitle, detail };
}

export function EmptyState({ again }: { again: () => void }) {
  return (
    <Card testId="empty-state">
      <Logo />
      <h1>{STRINGS.empty.title}</h1>
      <p>{STRINGS.empty.before}</p>
      <code className={styles.command}>{STRINGS.empty.command}</code>
      <p>{STRINGS.empty.after}</p>
      <Button onClick={again}>{STRINGS.empty.again}</Button>
    </Card>
  );
}
