/** A prompt is typed, and its tokens are there while one types: as the model would read them. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { addPrompt } from '../../api/prompts';
import type { ModelOut } from '../../api/types';
import { NO_PROMPT } from '../../data/interventions/draft';
import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { inCapture } from '../../state/residuals/view';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import { Either } from '../Either';
import finding from '../Finding.module.css';
import { PromptField } from '../interventions/PromptField';
import { usePrompt } from '../interventions/usePrompt';
import { useNamed } from '../people/useNamed';
import { errorText } from '../states';
import { Making } from './Making';
import { useMaking } from './useMaking';

const { prompts: text } = STRINGS;

interface Props {
  model: ModelOut;
  labels: readonly string[];
}

export function OwnPromptForm({ model, labels }: Props) {
  const want = useResiduals((state) => state.want);
  const announce = useStore((state) => state.announce);
  const named = useNamed();
  const [prompt, setPrompt] = useState(NO_PROMPT);
  const [seen, setSeen] = useState<keyof typeof text.seen>('private');
  const { ids } = usePrompt(model, prompt);
  const making = useMaking(
    model.name,
    useCallback((capture: string) => want(inCapture(capture)), [want]),
  );
  const adding = useMutation({
    mutationFn: () =>
      addPrompt(model.name, { text: prompt.text, bos: prompt.bos, public: seen === 'public' }),
    onSuccess: ({ prompt_set, run }) => {
      setPrompt(NO_PROMPT);
      announce(text.said(prompt_set.title));
      making.start(run);
    },
  });
  const { n_ctx } = model;
  const tooLong = n_ctx !== null && ids.length > n_ctx;
  const { error } = adding;

  return (
    <section className={finding.group} data-testid="own-prompt">
      <PromptField
        model={model}
        labels={labels}
        label={text.field}
        prompt={prompt}
        onChange={(changed) => {
          adding.reset();
          setPrompt(changed);
        }}
        testId="own-text"
      />
      {tooLong && (
        <p className={finding.problem} role="alert" data-testid="own-too-long">
          {text.tooLong(count(ids.length), count(n_ctx))}
        </p>
      )}
      <Either
        testId="own-seen"
        label={text.whoSees}
        value={seen}
        choices={text.seen}
        choose={setSeen}
      />
      <Button
        data-testid="own-add"
        disabled={prompt.text.trim() === '' || tooLong || adding.isPending}
        onClick={() => named(text.what, () => adding.mutateAsync())}
      >
        {adding.isPending ? text.adding : text.add}
      </Button>
      {error && (
        <p className={finding.problem} role="alert" data-testid="own-problem">
          <b>{errorText(error).title}.</b> {errorText(error).detail}
        </p>
      )}
      <Making making={making} />
    </section>
  );
}
