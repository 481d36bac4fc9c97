import type { LensCell } from '../../api/types';
import { quote } from '../../data/quote';
import { figures3 } from '../../figures/rowNorms';
import { count, percent } from '../../figures/shares';
import { STRINGS } from '../../strings';
import { CloseIcon } from '../icons';
import { Quoted } from '../Quoted';
import styles from './LensCard.module.css';

const { lens: text } = STRINGS;

interface Props {
  cell: LensCell;
  title: string;
  /** The token that came next in the prompt. */
  next: number | undefined;
  labels: readonly string[];
  onClose: () => void;
}

/** One residual through the lens: what it would name next, how sure, and where the truth stands. */
export function LensCard({ cell, title, next, labels, onClose }: Props) {
  const { top, entropy, next_probability, next_rank } = cell;
  const most = top[0]?.probability ?? 1;
  return (
    <section className={styles.card} data-testid="lens-card" aria-label={title}>
      <header className={styles.head}>
        <h3>{title}</h3>
        <button type="button" aria-label={text.close} title={text.close} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <ol aria-label={text.top}>
        {top.map(({ id, probability }) => (
          <li key={id} data-testid="lens-guess" data-id={id} data-true={id === next}>
            <i style={{ width: `${(100 * probability) / most}%` }} aria-hidden="true" />
            <Quoted label={labels[id] ?? ''} />
            <span>{percent(probability)}</span>
          </li>
        ))}
      </ol>
      <dl>
        <dt>{text.entropy}</dt>
        <dd>{text.nats(figures3(entropy), figures3(Math.exp(entropy)))}</dd>
        <dt>{text.rank}</dt>
        <dd>
          {next === undefined || next_rank == null
            ? text.noNext
            : text.rankWhat(
                quote(labels[next] ?? ''),
                count(next_rank + 1),
                percent(next_probability ?? 0),
              )}
        </dd>
      </dl>
    </section>
  );
}
