import { STRINGS } from '../strings';
import styles from './EmbeddingScene.module.css';
import { errorText } from './states';

/** The picture is an older one, and why: on it rather than in its place. */
export function ScoresFailed({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className={styles.failed} role="alert" data-testid="scores-failed">
      <span>
        {STRINGS.notices.scoresFailed}: {errorText(error).detail}
      </span>
      <button type="button" onClick={retry}>
        {STRINGS.labels.retry}
      </button>
    </div>
  );
}
