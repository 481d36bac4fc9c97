import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { DirectionSource } from '../../api/types';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import styles from './DirectionsPanel.module.css';
import type { ReadyResiduals } from './useReady';
import { useSaving } from './useSaving';

const { saving: text } = STRINGS.directions;
export const MOST_TITLE = 100;
export const MOST_TEXT = 2000;

interface Props {
  ready: ReadyResiduals;
  source: DirectionSource;
  onDone: () => void;
}

/** A title and a description; then the direction is one's own, and on show. */
export function SaveDirection({ ready, source, onDone }: Props) {
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const { save, busy, error } = useSaving(ready, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save({ title, description, source });
  };
  return (
    <form className={styles.form} onSubmit={submit} data-testid="save-form">
      <label className={finding.label}>
        {text.title}
        <input
          // biome-ignore lint/a11y/noAutofocus: it opened because a person asked for it
          autoFocus
          className={`${finding.input} ${finding.plain} ${styles.line}`}
          data-testid="save-title"
          maxLength={MOST_TITLE}
          placeholder={text.titleHint}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      </label>
      <label className={finding.label}>
        {text.description}
        <textarea
          className={`${finding.area} ${styles.prose}`}
          data-testid="save-description"
          maxLength={MOST_TEXT}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
      </label>
      {error && (
        <p className={finding.problem} role="alert" data-testid="save-problem">
          {errorText(error).detail}
        </p>
      )}
      <div className={finding.buttons}>
        <Button
          type="submit"
          size="compact-sm"
          data-testid="save-submit"
          disabled={title.trim() === '' || busy}
        >
          {busy ? text.saving : text.save}
        </Button>
        <button type="button" className={finding.button} onClick={onDone}>
          {text.cancel}
        </button>
      </div>
    </form>
  );
}
