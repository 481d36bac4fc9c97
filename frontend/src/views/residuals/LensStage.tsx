import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { promptIds } from '../../data/residuals/tokens';
import { useLens } from '../../data/useLens';
import { scaleGradient } from '../../figures/lens';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import { RunProgress } from '../runs/RunProgress';
import { ErrorState, errorText, LoadingState } from '../states';
import styles from './Lens.module.css';
import { LensGrid } from './LensGrid';
import type { ReadyResiduals } from './useReady';

const { lens: text } = STRINGS;
/** Stepping through prompts does not queue a run for each. */
const REST_MS = 250;

/** What each layer would name next, for the prompt that is looked at. */
export function LensStage({ ready }: { ready: ReadyResiduals }) {
  const { view, shown, model } = ready;
  const [prompt] = useDebouncedValue(view.focus?.prompt ?? view.first, REST_MS);
  const ids = useMemo(() => promptIds(shown, prompt), [shown, prompt]);
  const { lens, error, refetch, run, lost, alone, again, ended } = useLens(model, ids);
  if (error) {
    const { title, detail } = errorText(error);
    const retry = { label: STRINGS.labels.retry, run: refetch };
    return <ErrorState title={title} detail={detail} action={retry} />;
  }
  if (!run) return <LoadingState text={text.loading} />;
  return (
    <section
      id="prompts"
      className={styles.stage}
      data-testid="lens"
      data-ready={lens !== undefined}
      data-prompt={prompt}
      aria-label={text.model(model.name)}
    >
      <header className={styles.head}>
        <p>{text.what(count(prompt + 1))}</p>
        <div className={styles.legend}>
          <span className={styles.scale}>
            {text.scale} 0 <i style={{ background: scaleGradient(view.theme) }} /> 1
          </span>
          <span className={styles.scale}>
            <i className={styles.ring} /> {text.truth}
          </span>
        </div>
      </header>
      {lens ? (
        <LensGrid key={run.name} ready={ready} lens={lens} prompt={prompt} />
      ) : (
        <div className={styles.progress}>
          <RunProgress run={run} lost={lost} alone={alone} onAgain={again} onRetried={ended} />
        </div>
      )}
    </section>
  );
}
