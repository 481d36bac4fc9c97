import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { TokenOf } from '../../api/types';
import { legible } from '../../data/quote';
import { idAt } from '../../data/residuals/tokens';
import { inBoth, useMaking } from '../../state/residuals/making';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import styles from './DirectionsPanel.module.css';
import { MOST_TITLE } from './SaveDirection';
import { TokenSet } from './TokenSet';
import type { ReadyResiduals } from './useReady';
import { useSaving } from './useSaving';

const { make: text, saving } = STRINGS.directions;
/** A title made of more than so many tokens names none of them. */
const MOST_NAMED = 3;

/** What a set is called as long as nobody calls it anything: its distinct tokens. */
function nameOf(ready: ReadyResiduals, set: readonly TokenOf[]): string {
  const labels = new Set(
    set.map((token) => legible(ready.labels[idAt(ready.shown, token) ?? -1] ?? '').trim()),
  );
  const prompts = new Set(set.map(({ prompt }) => prompt));
  return labels.size <= MOST_NAMED ? [...labels].join(', ') : text.count(set.length, prompts.size);
}

/** From the mean of one set of tokens to that of another. */
export function MeansSection({ ready }: { ready: ReadyResiduals }) {
  const { view } = ready;
  const { plus, minus, enter, swap } = useMaking();
  const [title, setTitle] = useState<string>();
  const { save, busy, error } = useSaving(ready, () => setTitle(undefined));
  useEffect(() => enter(view.capture), [enter, view.capture]);

  const made =
    plus.length === 0
      ? ''
      : text.meansTitle(nameOf(ready, plus), minus.length > 0 ? nameOf(ready, minus) : undefined);
  const called = (title ?? made).slice(0, MOST_TITLE);
  const both = inBoth(plus, minus);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save({
      title: called,
      description: '',
      source: {
        kind: 'tokens',
        capture: view.capture,
        site: view.site,
        plus: [...plus],
        minus: minus.length > 0 ? [...minus] : null,
      },
    });
  };
  return (
    <form className={styles.block} onSubmit={submit} data-testid="means">
      <h3>{text.means}</h3>
      <p className={finding.note}>{text.meansWhat}</p>
      <TokenSet ready={ready} which="plus" />
      <TokenSet ready={ready} which="minus" />
      {both > 0 && <p className={finding.note}>{text.both(both)}</p>}
      {plus.length > 0 && (
        <label className={finding.label}>
          {text.title}
          <input
            className={`${finding.input} ${finding.plain} ${styles.line}`}
            data-testid="means-title"
            maxLength={MOST_TITLE}
            value={called}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        </label>
      )}
      {error && (
        <p className={finding.problem} role="alert" data-testid="means-problem">
          {errorText(error).detail}
        </p>
      )}
      <div className={finding.buttons}>
        <Button
          type="submit"
          size="compact-sm"
          data-testid="means-save"
          disabled={plus.length === 0 || called.trim() === '' || busy}
        >
          {busy ? saving.saving : text.save}
        </Button>
        <button
          type="button"
          className={finding.button}
          disabled={plus.length + minus.length === 0}
          onClick={swap}
        >
          {text.swap}
        </button>
      </div>
    </form>
  );
}
