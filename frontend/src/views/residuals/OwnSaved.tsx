import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { deleteSaved, renameSaved } from '../../api/saved';
import type { SavedOut } from '../../api/types';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import people from '../people/People.module.css';
import { errorText } from '../states';
import styles from './DirectionsPanel.module.css';
import { MOST_TITLE } from './SaveDirection';

const { saved: text } = STRINGS.directions;

/** What only its owner may do: give it another title, take it back. */
export function OwnSaved({ model, saved }: { model: string; saved: SavedOut }) {
  const client = useQueryClient();
  const announce = useStore((state) => state.announce);
  const [title, setTitle] = useState<string>();
  const [sure, setSure] = useState(false);
  const told = (said: string) => {
    setTitle(undefined);
    announce(said);
    return client.invalidateQueries({ queryKey: ['saved', model] });
  };
  const renaming = useMutation({
    mutationFn: (to: string) => renameSaved(model, saved.name, to),
    onSuccess: (renamed) => told(text.said.renamed(renamed.title)),
  });
  const removing = useMutation({
    mutationFn: () => deleteSaved(model, saved.name),
    onSuccess: () => told(text.said.removed(saved.title)),
  });
  const error = renaming.error ?? removing.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title !== undefined) renaming.mutate(title);
  };
  return (
    <form className={styles.current} onSubmit={submit}>
      {title !== undefined && (
        <label className={finding.label}>
          {text.newTitle}
          <input
            // biome-ignore lint/a11y/noAutofocus: it opened because a person asked for it
            autoFocus
            className={`${finding.input} ${finding.plain} ${styles.line}`}
            data-testid="rename-title"
            maxLength={MOST_TITLE}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        </label>
      )}
      {sure && <p className={finding.note}>{text.removeWhat}</p>}
      {error && (
        <p className={finding.problem} role="alert" data-testid="own-problem">
          {errorText(error).detail}
        </p>
      )}
      <div className={finding.buttons}>
        {title !== undefined && (
          <Button
            type="submit"
            size="compact-sm"
            data-testid="rename-save"
            disabled={title.trim() === '' || renaming.isPending}
          >
            {text.save}
          </Button>
        )}
        {sure && (
          <button
            type="button"
            className={people.danger}
            data-testid="delete-sure"
            disabled={removing.isPending}
            onClick={() => removing.mutate()}
          >
            {text.removeSure}
          </button>
        )}
        {title !== undefined || sure ? (
          <button
            type="button"
            className={finding.button}
            onClick={() => {
              setTitle(undefined);
              setSure(false);
              renaming.reset();
              removing.reset();
            }}
          >
            {sure ? text.keep : text.cancel}
          </button>
        ) : (
          <>
            <button
              type="button"
              className={finding.button}
              data-testid="rename"
              onClick={() => setTitle(saved.title)}
            >
              {text.rename}
            </button>
            <button
              type="button"
              className={finding.button}
              data-testid="delete"
              onClick={() => setSure(true)}
            >
              {text.remove}
            </button>
          </>
        )}
      </div>
    </form>
  );
}
