import type { AtPosition } from '../../api/types';
import { pairsOf, type Side } from '../../data/interventions/pairs';
import { percent } from '../../figures/shares';
import { STRINGS } from '../../strings';
import { PointName } from '../PointName';
import styles from './Result.module.css';

const { interventions: text } = STRINGS;

interface Props {
  at: AtPosition;
  labels: readonly string[] | undefined;
  /** The token that came next in the prompt. */
  next: number | undefined;
}

/** The likeliest next tokens of both runs, a pair of bars each. */
export function NextTokens({ at, labels, next }: Props) {
  const pairs = pairsOf(at);
  const most = Math.max(1e-12, ...pairs.map(largest));
  return (
    <table className={styles.pairs} data-testid="next-tokens">
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{text.token}</th>
          <th scope="col">{text.before}</th>
          <th scope="col">{text.after}</th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ id, before, after }) => (
          <tr key={id} data-testid="pair" data-id={id} data-next={id === next}>
            <th scope="row">
              <PointName set="tokens" id={id} label={labels?.[id]} />
            </th>
            <Bar side={before} most={most} which="before" />
            <Bar side={after} most={most} which="after" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const largest = ({ before, after }: { before: Side; after: Side }) =>
  Math.max(before.probability ?? 0, after.probability ?? 0);

function Bar({ side, most, which }: { side: Side; most: number; which: 'before' | 'after' }) {
  const { probability, below } = side;
  return (
    <td data-side={which} data-probability={probability}>
      <span
        className={styles.bar}
        aria-hidden="true"
        style={{ width: `${(100 * (probability ?? 0)) / most}%` }}
      />
      <span
        className={styles.value}
        {...(probability === undefined && { title: text.belowWhat, 'data-below': true })}
      >
        {probability === undefined ? text.below(percent(below)) : percent(probability)}
      </span>
    </td>
  );
}
