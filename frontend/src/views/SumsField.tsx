import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { makeSums } from '../api/client';
import type { ModelOut, SumsOut, ViewState } from '../api/types';
import { sumsQuery } from '../data/queries';
import { legible } from '../data/quote';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { CloseIcon } from './icons';
import styles from './SumsField.module.css';
import { errorText } from './states';

/** A prompt's tokens, each with its position added, as points of their own. */
export function SumsField({ model, view }: { model: ModelOut; view: ViewState }) {
  const { want, announce } = useStore();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const problem = useId();
  const shown = useQuery({ ...sumsQuery(model, view.sums ?? ''), enabled: view.sums !== null });
  const making = useMutation({
    mutationFn: (typed: string) => makeSums(model.name, typed),
    onSuccess: (made: SumsOut) => {
      client.setQueryData(sumsQuery(model, made.name).queryKey, made);
      // Another model may have been chosen meanwhile.
      if ((useStore.getState().wanted.model ?? model.name) !== model.name) return;
      want({ sums: made.name });
      announce(STRINGS.sums.drawn(made.ids.length));
    },
  });
  const error = making.error ?? (view.sums === null ? undefined : shown.error);
  const draw = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (text !== '') making.mutate(text);
  };
  const sums = view.sums === null ? undefined : shown.data;
  return (
    <div className={styles.sums}>
      <label htmlFor="sums-text">{STRINGS.sums.label}</label>
      <div className={styles.row}>
        <input
          id="sums-text"
          data-testid="sums-text"
          value={text}
          placeholder={STRINGS.sums.placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={error ? problem : undefined}
          aria-invalid={error ? true : undefined}
          onChange={(event) => {
            setText(event.currentTarget.value);
            making.reset();
          }}
          onKeyDown={(event) => event.key === 'Enter' && draw(event)}
        />
        <button
          type="button"
          data-testid="sums-draw"
          disabled={text === '' || making.isPending}
          onClick={draw}
        >
          {STRINGS.sums.draw}
        </button>
      </div>
      {error && (
        <p id={problem} role="alert" className={styles.problem} data-testid="sums-problem">
          {errorText(error).detail}
        </p>
      )}
      {view.sums !== null && (sums || shown.error) && (
        <div className={styles.chips} data-testid="sums-chips">
          <ul aria-label={STRINGS.sums.tokens}>
            {(sums?.labels ?? []).map((label, position) => (
              <li key={position} title={STRINGS.sums.hover(position)}>
                {legible(label)}
              </li>
            ))}
          </ul>
          <button
            type="button"
            data-testid="sums-remove"
            aria-label={STRINGS.sums.remove}
            title={STRINGS.sums.remove}
            onClick={() => {
              want({ sums: null });
              making.reset();
              announce(STRINGS.sums.removed);
            }}
          >
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  );
}
