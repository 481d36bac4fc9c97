import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import type { ModelOut } from '../api/types';
import { hitsQuery } from '../data/queries';
import { quote } from '../data/quote';
import { useTokenLabels } from '../data/useTokenLabels';
import { count } from '../figures/shares';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import { CloseIcon } from './icons';
import { PointName } from './PointName';
import { errorText } from './states';
import picker from './TokenPicker.module.css';

const TYPING_MS = 150;
const MOST = 40;
const { find } = STRINGS;

interface Props {
  model: ModelOut;
  label: string;
  placeholder?: string;
  value: number | undefined;
  onChange: (id: number | undefined) => void;
  testId: string;
}

/** What one typed stands first if it is a whole token, then the shorter ones. */
function ranked(ids: readonly number[], labels: readonly string[] | undefined, typed: string) {
  const length = (id: number) => {
    const label = labels?.[id] ?? '';
    return label === typed ? -1 : label.trim() === typed.trim() ? 0 : label.length;
  };
  return [...ids].sort((a, b) => length(a) - length(b) || a - b).slice(0, MOST);
}

/** One token, looked for by a part of it. */
export function TokenPicker({ model, label, placeholder, value, onChange, testId }: Props) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const [settled] = useDebouncedValue(typed, TYPING_MS);
  const id = useId();
  const labels = useTokenLabels(model);
  const answer = useQuery({
    ...hitsQuery(model, settled, 'substring', true),
    enabled: settled !== '',
  });
  const hits = useMemo(
    () => (answer.data && typed !== '' ? ranked(answer.data.ids, labels, settled) : undefined),
    [answer.data, labels, typed, settled],
  );

  const choose = (chosen: number | undefined) => {
    if (chosen === undefined) return;
    onChange(chosen);
    setTyped('');
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const n = hits?.length ?? 0;
    if (event.key === 'ArrowDown' && n > 0) setActive(Math.min(n - 1, active + 1));
    else if (event.key === 'ArrowUp' && n > 0) setActive(Math.max(0, active - 1));
    else if (event.key === 'Enter' && typed !== '') choose(hits?.[active]);
    else if (event.key === 'Escape' && typed !== '') setTyped('');
    else return;
    event.preventDefault();
  };

  if (value !== undefined) {
    const name = labels?.[value];
    return (
      <div className={styles.label}>
        {label}
        <span className={picker.chosen} data-testid={testId} data-id={value}>
          <PointName set="tokens" id={value} label={name} />
          <button
            type="button"
            aria-label={STRINGS.directions.otherToken(
              name === undefined ? count(value) : quote(name),
            )}
            onClick={() => onChange(undefined)}
          >
            <CloseIcon />
          </button>
        </span>
      </div>
    );
  }
  return (
    <div className={picker.picker}>
      <label className={styles.label}>
        {label}
        <input
          className={`${styles.input} ${styles.plain}`}
          data-testid={testId}
          role="combobox"
          aria-expanded={(hits?.length ?? 0) > 0}
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={hits?.length ? `${id}-${active}` : undefined}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
          placeholder={placeholder ?? STRINGS.directions.tokenPlaceholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      {answer.error && typed !== '' && (
        <p className={styles.problem} role="alert">
          {errorText(answer.error).detail}
        </p>
      )}
      {hits?.length === 0 && <p className={styles.note}>{find.noHits(quote(settled))}</p>}
      {hits && hits.length > 0 && (
        <div id={id} role="listbox" aria-label={find.list} className={picker.hits}>
          {hits.map((hit, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's, which has the focus
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={hit}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              data-testid="token-option"
              ref={(element) => {
                if (index === active) element?.scrollIntoView({ block: 'nearest' });
              }}
              onClick={() => choose(hit)}
            >
              <span className={styles.name}>
                <PointName set="tokens" id={hit} label={labels?.[hit]} />
              </span>
              <span className={styles.number}>{count(hit)}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
