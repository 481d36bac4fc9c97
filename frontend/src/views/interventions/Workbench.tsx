import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { intervene } from '../../api/interventions';
import type { InterventionIn, ModelOut, Theme } from '../../api/types';
import { type Draft, draftOf, newDraft } from '../../data/interventions/draft';
import { examplesQuery, idsOf, interventionQuery } from '../../data/interventions/queries';
import { requestOf } from '../../data/interventions/request';
import { tokenizeQuery } from '../../data/residuals/queries';
import { useRun } from '../../data/useRun';
import { useTokenLabels } from '../../data/useTokenLabels';
import type { Opened } from '../../state/interventionAddress';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { NARROW } from '../narrow';
import { RunProgress } from '../runs/RunProgress';
import { errorText } from '../states';
import { Examples } from './Examples';
import { InterventionForm } from './InterventionForm';
import styles from './InterventionsPage.module.css';
import { Result } from './Result';

const { interventions: text } = STRINGS;

interface Props {
  model: ModelOut;
  opened: Opened;
  theme: Theme;
  go: (opened: Partial<Opened>) => void;
}

/** How ids become text again; nothing until it is known. */
function useSpelling(model: ModelOut, labels: readonly string[] | undefined) {
  const { data, isFetched } = useQuery(tokenizeQuery(model, ' ', true));
  const bos = data?.bos ?? undefined;
  return useMemo(
    () =>
      labels && isFetched
        ? { bos, spell: (ids: readonly number[]) => ids.map((id) => labels[id] ?? '').join('') }
        : undefined,
    [labels, isFetched, bos],
  );
}

export function Workbench({ model, opened, theme, go }: Props) {
  const client = useQueryClient();
  const labels = useTokenLabels(model);
  const spelling = useSpelling(model, labels);
  const examples = useQuery(examplesQuery(model));
  const [draft, setDraft] = useState<Draft>(newDraft);
  /** What the form was last filled with, or asked; the form is not filled over a person's own changes. */
  const filled = useRef<string>(undefined);
  const settled = useRef<Draft>(undefined);
  const place = useRef<HTMLElement>(null);
  const awaited = useRef<string>(undefined);

  const { run: name } = opened;
  const answer = useQuery({
    ...interventionQuery(model, name ?? ''),
    enabled: name !== undefined,
  });
  const result = name === undefined ? undefined : answer.data;
  const refetch = useCallback(
    () => void client.invalidateQueries({ queryKey: ['intervention', model.name, name] }),
    [client, model.name, name],
  );
  const { run, lost, alone, again } = useRun(result?.run, refetch);

  const example = examples.data?.find((each) => each.name === opened.example);
  const asked: InterventionIn | undefined = result?.asked ?? example?.asked;
  const source = name ?? (example && `example ${example.name}`);
  useEffect(() => {
    if (!asked || !spelling || source === undefined || filled.current === source) return;
    filled.current = source;
    const next = draftOf(asked, spelling);
    settled.current = next;
    setDraft(next);
  }, [asked, source, spelling]);

  const asking = useMutation({
    mutationFn: async (from: Draft) => {
      const ids = await idsOf(client, model, from.prompt);
      const fromIds = new Map<number, readonly number[]>();
      for (const edit of from.edits) {
        if (edit.kind === 'transplant') {
          fromIds.set(edit.key, await idsOf(client, model, edit.from));
        }
      }
      return intervene(model.name, requestOf(from, ids, fromIds));
    },
    onSuccess: (made, from) => {
      client.setQueryData(interventionQuery(model, made.run.name).queryKey, made);
      filled.current = made.run.name;
      settled.current = from;
      go({ model: model.name, run: made.run.name });
      awaited.current = made.run.name;
    },
  });
  const change = (next: Draft) => {
    asking.reset();
    setDraft(next);
  };
  const stale = useMemo(() => settled.current !== undefined && settled.current !== draft, [draft]);
  const done = result?.run.state === 'done';
  // On a phone it stands below the form.
  useEffect(() => {
    if (!done || awaited.current !== name) return;
    awaited.current = undefined;
    if (window.matchMedia(NARROW).matches) place.current?.scrollIntoView({ block: 'start' });
  }, [done, name]);
  const running = asking.isPending || run?.state === 'queued' || run?.state === 'running';

  return (
    <>
      <Examples
        examples={examples.data}
        error={examples.error}
        missing={examples.data && !example ? opened.example : undefined}
        chosen={example?.name}
        onChoose={(chosen) => go({ model: model.name, example: chosen })}
      />
      <div className={styles.bench}>
        <InterventionForm
          model={model}
          labels={labels}
          draft={draft}
          onChange={change}
          running={running && !stale}
          onRun={() => asking.mutate(draft)}
          problem={asking.error ? errorText(asking.error).detail : undefined}
        />
        <section
          ref={place}
          className={styles.result}
          aria-label={text.result}
          data-testid="result"
        >
          <h2>{text.result}</h2>
          {name === undefined && <p className={finding.note}>{text.noResult}</p>}
          {answer.error && (
            <p className={finding.problem} role="alert" data-testid="result-problem">
              <b>{errorText(answer.error).title}.</b> {errorText(answer.error).detail}
            </p>
          )}
          {run && (
            <RunProgress run={run} lost={lost} alone={alone} onAgain={again} onRetried={refetch} />
          )}
          {result && done && (
            <>
              {stale && <p className={finding.note}>{text.stale}</p>}
              <Result model={model} labels={labels} result={result} theme={theme} />
            </>
          )}
        </section>
      </div>
    </>
  );
}
