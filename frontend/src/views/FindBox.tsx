import { NativeSelect } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { SEARCHES, type SearchBy, useFinding } from '../state/finding';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import { CloseIcon } from './icons';

const { find } = STRINGS;

interface Props {
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  /** The option that the arrow keys have come to. */
  activeOption: string | undefined;
  open: boolean;
}

export function FindBox({ onKeyDown, activeOption, open }: Props) {
  const { text, by, caseMatters, set } = useFinding();
  const note = by === 'regex' ? find.syntax : by === 'id' ? undefined : find.spaces;
  return (
    <search className={styles.box}>
      <div className={styles.field}>
        <input
          className={styles.input}
          data-testid="find-input"
          role="combobox"
          aria-label={find.search}
          aria-expanded={open}
          aria-controls="find-hits"
          aria-autocomplete="list"
          aria-activedescendant={activeOption}
          aria-describedby="find-note"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={500}
          placeholder={find.placeholder[by]}
          value={text}
          onChange={(event) => set({ text: event.currentTarget.value })}
          onKeyDown={onKeyDown}
        />
        {text !== '' && (
          <button
            type="button"
            className={styles.icon}
            data-testid="find-clear"
            aria-label={find.clear}
            title={find.clear}
            onClick={() => set({ text: '' })}
          >
            <CloseIcon />
          </button>
        )}
      </div>
      <div className={styles.row}>
        <NativeSelect
          aria-label={find.by}
          data-testid="find-by"
          value={by}
          data={SEARCHES.map((each) => ({ value: each, label: find.bys[each] }))}
          onChange={(event) => set({ by: event.currentTarget.value as SearchBy })}
        />
        <button
          type="button"
          className={styles.switch}
          data-testid="find-case"
          aria-pressed={caseMatters}
          aria-label={find.caseMatters}
          title={find.caseMatters}
          disabled={by === 'id'}
          onClick={() => set({ caseMatters: !caseMatters })}
        >
          Aa
        </button>
      </div>
      <p id="find-note" className={styles.note}>
        {note}
      </p>
    </search>
  );
}
