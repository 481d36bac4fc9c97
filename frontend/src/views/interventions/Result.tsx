import { type CSSProperties, useState } from 'react';
import type { InterventionOut, ModelOut, Theme } from '../../api/types';
import { quote } from '../../data/quote';
import { beforeAfter } from '../../figures/interventions';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { ByPosition } from './ByPosition';
import { Continuations } from './Continuations';
import { NextTokens } from './NextTokens';
import styles from './Result.module.css';
import { TokenRow } from './TokenRow';

const { interventions: text } = STRINGS;

interface Props {
  model: ModelOut;
  labels: readonly string[] | undefined;
  result: InterventionOut;
  theme: Theme;
}

/** What a run came to: at each position, at one of them, and how both go on. */
export function Result({ labels, result, theme }: Props) {
  const { positions, identical, note, asked } = result;
  const last = positions.length - 1;
  const [chosen, setChosen] = useState<number>();
  const at = Math.min(chosen ?? last, last);
  const most = Math.max(1e-12, ...positions.map(({ kl }) => kl));
  const shades = positions.map(({ kl }) => (identical ? 0 : Math.sqrt(Math.max(0, kl) / most)));
  const here = positions[at];
  const [before, after] = beforeAfter(theme);
  const next = asked.ids[at + 1];
  return (
    <div
      className={styles.result}
      style={{ '--before': before, '--changed': after } as CSSProperties}
    >
      {note !== '' && <p className={finding.note}>{note}</p>}
      {identical && (
        <p className={styles.identical} role="status" data-testid="identical">
          {text.identical}
        </p>
      )}
      {here && (
        <>
          <div className={styles.block}>
            <TokenRow
              ids={asked.ids}
              labels={labels}
              label={text.chooseToken}
              testId="result-tokens"
              shades={shades}
              at={at}
              onChoose={setChosen}
            />
            <p className={finding.note}>{text.chooseToken}</p>
          </div>
          <div className={styles.block}>
            <div className={styles.head}>
              <h3>{text.nextAt(count(at))}</h3>
              <Key />
            </div>
            {next !== undefined && labels?.[next] !== undefined && (
              <p className={finding.note}>{text.trueNext(quote(labels[next]))}</p>
            )}
            <NextTokens at={here} labels={labels} next={next} />
          </div>
          <ByPosition positions={positions} at={at} onChoose={setChosen} theme={theme} />
        </>
      )}
      <Continuations result={result} labels={labels} />
      <p className={finding.note}>{text.stored}</p>
    </div>
  );
}

function Key() {
  return (
    <span className={styles.key} aria-hidden="true">
      <i data-side="before" /> {text.before}
      <i data-side="after" /> {text.after}
    </span>
  );
}
