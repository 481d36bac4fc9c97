import { useMemo } from 'react';
import type { InterventionOut } from '../../api/types';
import { partAt } from '../../data/interventions/pairs';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import styles from './Result.module.css';
import { TokenRow } from './TokenRow';

const { interventions: text } = STRINGS;

interface Props {
  result: Pick<InterventionOut, 'continuation_before' | 'continuation_after'>;
  labels: readonly string[] | undefined;
}

/** How both runs go on, and where they part. */
export function Continuations({ result, labels }: Props) {
  const { continuation_before: before, continuation_after: after } = result;
  const parted = useMemo(
    () => (before && after ? partAt(before, after) : undefined),
    [before, after],
  );
  if (!before || !after) return null;
  const differing = new Set(
    parted === undefined
      ? []
      : after.flatMap((id, at) => (at >= parted && id !== before[at] ? [at] : [])),
  );
  return (
    <div className={styles.block} data-testid="continuations">
      <h3>{text.continuations}</h3>
      <p className={finding.note}>
        {parted === undefined ? text.sameContinuation : text.partAt(parted + 1)}
      </p>
      <div className={styles.both}>
        <span>{text.before}</span>
        <TokenRow ids={before} labels={labels} label={text.before} testId="continued-before" />
        <span>{text.after}</span>
        <TokenRow
          ids={after}
          labels={labels}
          label={text.after}
          testId="continued-after"
          marked={differing}
        />
      </div>
    </div>
  );
}
