/** In place of prompts that are not captured: why, and what can be done about it. */
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { capturePrompts } from '../../api/prompts';
import type { CaptureOut, ModelOut, PromptSetOut } from '../../api/types';
import { promptSetsQuery, runQuery, workersQuery } from '../../data/residuals/queries';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { useNamed } from '../people/useNamed';
import { Card, ErrorState, errorText, LoadingState } from '../states';
import states from '../states.module.css';
import { Making } from './Making';
import styles from './NothingCaptured.module.css';
import { useMaking } from './useMaking';

const { prompts: text } = STRINGS;

/** The model's prompts, to be captured at a click. */
export function NothingCaptured({ model }: { model: ModelOut }) {
  const sets = useQuery(promptSetsQuery(model.name));
  const workers = useQuery(workersQuery());
  const making = useMaking(model.name);
  const named = useNamed();
  const asking = useMutation({
    mutationFn: (set: PromptSetOut) => capturePrompts(model.name, set.name),
    onSuccess: making.start,
  });
  if (sets.error) {
    const { title, detail } = errorText(sets.error);
    const again = { label: STRINGS.labels.retry, run: () => void sets.refetch() };
    return <ErrorState title={title} detail={detail} action={again} />;
  }
  if (!sets.data) return <LoadingState text={STRINGS.residuals.loading} />;
  return (
    <Card testId="nothing-captured">
      <h1>{text.noneTitle(model.name)}</h1>
      <p>{text.noneWhat}</p>
      {sets.data.length === 0 ? (
        <>
          <p>{text.noSets}</p>
          <code className={states.command}>{text.command(model.name)}</code>
        </>
      ) : (
        <ul className={styles.sets} aria-label={text.sets}>
          {sets.data.map((set) => (
            <li key={set.name}>
              <span>
                <b>{set.title}</b>
                {text.size(count(set.n_prompts), count(set.n_tokens))}
              </span>
              <Button
                data-testid={`capture-${set.name}`}
                disabled={asking.isPending || making.run !== undefined}
                onClick={() =>
                  named(STRINGS.residuals.otherPartsNamed, () => asking.mutateAsync(set))
                }
              >
                {text.captureSet}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {workers.data?.workers === 0 && !making.run && (
        <p className={finding.note} data-testid="no-worker">
          {STRINGS.runs.noWorker}
        </p>
      )}
      {asking.error && (
        <p className={finding.problem} role="alert">
          {errorText(asking.error).detail}
        </p>
      )}
      <div className={styles.run}>
        <Making making={making} />
      </div>
    </Card>
  );
}

/** One that is on its way, or came to nothing: it opens by itself once it is there. */
export function BeingCaptured({ model, capture }: { model: ModelOut; capture: CaptureOut }) {
  const first = useQuery(runQuery(capture.run));
  const making = useMaking(model.name);
  const { start, run } = making;
  useEffect(() => {
    if (first.data) start(first.data);
  }, [first.data, start]);
  if (first.error) {
    const { title, detail } = errorText(first.error);
    const again = { label: STRINGS.labels.retry, run: () => void first.refetch() };
    return <ErrorState title={title} detail={detail} action={again} />;
  }
  if (!run) return <LoadingState text={STRINGS.residuals.loading} />;
  const undone = run.state === 'failed' || run.state === 'cancelled';
  return (
    <Card testId="being-captured">
      <h1>{undone ? text.undoneTitle(capture.title) : text.makingTitle(capture.title)}</h1>
      {!undone && <p>{text.makingWhat}</p>}
      <div className={styles.run}>
        <Making making={making} />
      </div>
    </Card>
  );
}
