import { useMemo, useState } from 'react';
import type { TokenOf } from '../../api/types';
import { quote } from '../../data/quote';
import { promptIds } from '../../data/residuals/tokens';
import { useLens } from '../../data/useLens';
import { stopText } from '../../figures/lens';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { RunProgress } from '../runs/RunProgress';
import { errorText } from '../states';
import { LensCard } from './LensCard';
import styles from './LensPopover.module.css';
import type { ReadyResiduals } from './useReady';

const { lens: text } = STRINGS;

interface Props {
  ready: ReadyResiduals;
  token: TokenOf;
}

/** The lens at one token and the site on show, where somebody asks for it. */
export function LensPopover(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <section className={styles.anchor} aria-label={text.open}>
      <button
        type="button"
        className={finding.button}
        data-testid="lens-open"
        aria-expanded={open}
        title={text.open}
        onClick={() => setOpen(!open)}
      >
        {text.short}
      </button>
      {open && (
        <div className={styles.over} data-testid="lens-popover">
          <Asked {...props} onClose={() => setOpen(false)} />
        </div>
      )}
    </section>
  );
}

function Asked({ ready, token, onClose }: Props & { onClose: () => void }) {
  const { model, shown, labels, site } = ready;
  const ids = useMemo(() => promptIds(shown, token.prompt), [shown, token.prompt]);
  const { lens, error, run, lost, alone, again, ended } = useLens(model, ids);
  if (error) {
    return (
      <p className={`${finding.problem} ${styles.plain}`} role="alert">
        {errorText(error).detail}
      </p>
    );
  }
  if (!lens) {
    return run ? (
      <RunProgress run={run} lost={lost} alone={alone} onAgain={again} onRetried={ended} />
    ) : (
      <p className={`${finding.note} ${styles.plain}`}>{text.loading}</p>
    );
  }
  const cell = lens.cells[lens.sites.indexOf(site.name)]?.[token.position];
  if (!cell) return <p className={`${finding.note} ${styles.plain}`}>{text.notAStop}</p>;
  return (
    <LensCard
      cell={cell}
      title={text.at(quote(labels[ids[token.position] ?? -1] ?? ''), stopText(site.name))}
      next={ids[token.position + 1]}
      labels={labels}
      onClose={onClose}
    />
  );
}
