import { useMutation } from '@tanstack/react-query';
import { cancelRun, retryRun } from '../../api/runs';
import type { RunOut } from '../../api/types';
import { hasEnded } from '../../data/runs';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import styles from './RunProgress.module.css';

const { runs: text } = STRINGS;

interface Props {
  run: RunOut;
  lost: Error | undefined;
  alone: boolean;
  /** Listen anew. */
  onAgain: () => void;
  /** It was queued once more. */
  onRetried: (run: RunOut) => void;
}

function stateText({ state, step, done, of, ahead }: RunOut): string {
  switch (state) {
    case 'queued':
      return text.waiting(ahead ?? 0);
    case 'cancelled':
      return text.cancelled;
    case 'failed':
      return text.failed;
    default:
      return step === '' ? text.running : text.step(step, count(done), count(of));
  }
}

/** Where a run is, how to end it, and why it failed. Says nothing of one that is done. */
export function RunProgress({ run, lost, alone, onAgain, onRetried }: Props) {
  const cancelling = useMutation({ mutationFn: () => cancelRun(run.name) });
  const retrying = useMutation({ mutationFn: () => retryRun(run.name), onSuccess: onRetried });
  if (run.state === 'done') return null;
  const ended = hasEnded(run);
  const problem = cancelling.error ?? retrying.error;
  return (
    <div className={styles.progress} data-testid="run-progress" data-state={run.state}>
      <div className={styles.line}>
        <span role="status">
          {stateText(run)} {run.attempts > 1 && text.again(run.attempts)}
        </span>
        <button
          type="button"
          className={finding.button}
          data-testid={ended ? 'run-retry' : 'run-cancel'}
          disabled={cancelling.isPending || retrying.isPending}
          onClick={() => (ended ? retrying.mutate() : cancelling.mutate())}
        >
          {ended ? text.retry : text.cancel}
        </button>
      </div>
      {!ended && (
        <progress
          aria-label={text.progress}
          max={run.of > 0 ? run.of : 1}
          {...(run.of > 0 && { value: run.done })}
        />
      )}
      {alone && (
        <p className={finding.note} data-testid="no-worker">
          {text.noWorker}
        </p>
      )}
      {run.problem && (
        <p className={finding.problem} role="alert" data-testid="run-problem">
          <b>{run.problem.title}.</b> {run.problem.detail}
        </p>
      )}
      {lost && (
        <div className={finding.problem} role="alert">
          <p>{lost.message}</p>
          <button type="button" className={finding.button} onClick={onAgain}>
            {text.look}
          </button>
        </div>
      )}
      {problem && (
        <p className={finding.problem} role="alert">
          {errorText(problem).detail}
        </p>
      )}
    </div>
  );
}
