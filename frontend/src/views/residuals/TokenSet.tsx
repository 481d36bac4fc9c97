import { useState } from 'react';
import { quote } from '../../data/quote';
import { everywhere, idAt, tokensOf } from '../../data/residuals/tokens';
import { count } from '../../figures/shares';
import { MAX_SET, useMaking, type Which } from '../../state/residuals/making';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { Quoted } from '../Quoted';
import { TokenPicker } from '../TokenPicker';
import styles from './DirectionsPanel.module.css';
import type { ReadyResiduals } from './useReady';

const { make: text } = STRINGS.directions;
const MOST_SHOWN = 12;

/** One of the two sets: what is in it, and what can be added. */
export function TokenSet({ ready, which }: { ready: ReadyResiduals; which: Which }) {
  const { shown, labels, model, view } = ready;
  const { focus } = view;
  const set = useMaking((state) => state[which]);
  const { add, drop, empty } = useMaking();
  const [note, setNote] = useState('');
  const put = (tokens: Parameters<typeof add>[1]) =>
    setNote(add(which, tokens) > 0 ? text.full(count(MAX_SET)) : '');
  const addEvery = (id: number | undefined) => {
    if (id === undefined) return;
    const found = everywhere(shown, id);
    if (found.length === 0) setNote(text.noneShown(quote(labels[id] ?? '')));
    else put(found);
  };
  const prompts = new Set(set.map(({ prompt }) => prompt)).size;
  return (
    <fieldset className={styles.set} data-testid={`set-${which}`}>
      <legend>{text[which]}</legend>
      <div className={finding.headline}>
        <span className={finding.note} data-testid={`count-${which}`}>
          {set.length === 0 ? text.empty : text.count(set.length, prompts)}
        </span>
        {set.length > 0 && (
          <button type="button" className={finding.button} onClick={() => empty(which)}>
            {text.clear}
          </button>
        )}
      </div>
      {set.length > 0 && (
        <div className={styles.chips}>
          {set.slice(0, MOST_SHOWN).map((token) => (
            <button
              key={`${token.prompt}:${token.position}`}
              type="button"
              className={styles.chip}
              title={`${token.prompt + 1}:${token.position}`}
              onClick={() => drop(which, token)}
            >
              <Quoted label={labels[idAt(shown, token) ?? -1] ?? ''} />
            </button>
          ))}
          {set.length > MOST_SHOWN && (
            <span className={finding.note}>{text.more(set.length - MOST_SHOWN)}</span>
          )}
        </div>
      )}
      <div className={finding.buttons}>
        <button
          type="button"
          className={finding.button}
          data-testid={`add-focus-${which}`}
          disabled={!focus}
          title={focus ? undefined : text.noFocus}
          onClick={() => focus && put([focus])}
        >
          {text.addFocus}
        </button>
        <button
          type="button"
          className={finding.button}
          data-testid={`add-prompt-${which}`}
          disabled={!focus}
          title={focus ? undefined : text.noFocus}
          onClick={() => focus && put(tokensOf(shown, focus.prompt))}
        >
          {text.addPrompt}
        </button>
      </div>
      <TokenPicker
        model={model}
        label={text.every}
        testId={`add-every-${which}`}
        value={undefined}
        onChange={addEvery}
      />
      {note !== '' && (
        <p className={finding.note} role="status">
          {note}
        </p>
      )}
    </fieldset>
  );
}
