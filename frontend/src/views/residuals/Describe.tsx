import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { describe, retractDescription } from '../../api/saved';
import type { SavedOut } from '../../api/types';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { useNamed } from '../people/useNamed';
import { errorText } from '../states';
import styles from './DirectionsPanel.module.css';
import { MOST_TEXT } from './SaveDirection';

const { describing: text } = STRINGS.directions;

/** One's own description: said, changed, taken back. */
export function Describe({ model, saved }: { model: string; saved: SavedOut }) {
  const { name, own } = saved;
  const client = useQueryClient();
  const named = useNamed();
  const announce = useStore((state) => state.announce);
  const [words, setWords] = useState<string>();
  const told = (said: string) => {
    setWords(undefined);
    announce(said);
    return client.invalidateQueries({ queryKey: ['saved', model] });
  };
  const saying = useMutation({
    mutationFn: (said: string) => describe(model, name, said),
    onSuccess: () => told(text.said.saved),
  });
  const retracting = useMutation({
    mutationFn: () => retractDescription(model, name),
    onSuccess: () => told(text.said.retracted),
  });
  const error = saying.error ?? retracting.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (words !== undefined) named(text.what, () => saying.mutateAsync(words));
  };
  return (
    <form className={words === undefined ? undefined : styles.form} onSubmit={submit}>
      {words !== undefined && (
        <label className={finding.label}>
          {text.yours}
          <textarea
            // biome-ignore lint/a11y/noAutofocus: it opened because a person asked for it
            autoFocus
            className={`${finding.area} ${styles.prose}`}
            data-testid="describe-text"
            placeholder={text.hint}
            maxLength={MOST_TEXT}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        </label>
      )}
      {words !== undefined && own && own.up + own.down > 0 && (
        <p className={finding.note}>{text.droppedVotes}</p>
      )}
      {error && (
        <p className={finding.problem} role="alert" data-testid="describe-problem">
          {errorText(error).detail}
        </p>
      )}
      <div className={finding.buttons}>
        {words === undefined ? (
          <button
            type="button"
            className={finding.button}
            data-testid="describe"
            onClick={() => setWords(own?.text ?? '')}
          >
            {own ? text.edit : text.add}
          </button>
        ) : (
          <>
            <Button
              type="submit"
              size="compact-sm"
              data-testid="describe-save"
              disabled={words.trim() === '' || saying.isPending}
            >
              {text.save}
            </Button>
            <button
              type="button"
              className={finding.button}
              onClick={() => {
                setWords(undefined);
                saying.reset();
              }}
            >
              {text.cancel}
            </button>
          </>
        )}
        {own && (
          <button
            type="button"
            className={finding.button}
            data-testid="describe-retract"
            disabled={retracting.isPending}
            onClick={() => named(text.what, () => retracting.mutateAsync())}
          >
            {text.retract}
          </button>
        )}
      </div>
    </form>
  );
}
