import type { DirectionOf } from '../../data/residuals/useDirection';
import { scoreText } from '../../figures/numbers';
import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { STRINGS } from '../../strings';
import { CloseIcon } from '../icons';
import { Quoted } from '../Quoted';
import { LensPopover } from './LensPopover';
import styles from './TokenNote.module.css';
import type { ReadyResiduals } from './useReady';

const { residuals: text } = STRINGS;

interface Props {
  ready: ReadyResiduals;
  direction: DirectionOf | undefined;
}

/** The token that was picked out, or how to pick one: the room is taken either way, so that nothing moves. */
export function TokenNote({ ready, direction }: Props) {
  const want = useResiduals((state) => state.want);
  const { view, shown, labels } = ready;
  const { focus } = view;
  const row = focus && (shown.offsets[focus.prompt] ?? 0) + focus.position;
  const id = row === null ? undefined : shown.ids[row];
  if (!focus || row === null || id === undefined) {
    return <p className={styles.hint}>{text.pick}</p>;
  }
  return (
    <section className={styles.note} data-testid="focused-token" aria-label={text.picked}>
      <div>
        <b>
          <Quoted label={labels[id] ?? `#${id}`} />
        </b>
        <span>{text.where(count(id), count(focus.prompt + 1), count(focus.position))}</span>
      </div>
      <strong data-testid="focused-score">{scoreText(direction?.values[row])}</strong>
      <LensPopover key={`${focus.prompt}:${focus.position}`} ready={ready} token={focus} />
      <button
        type="button"
        aria-label={text.unpick}
        title={text.unpick}
        data-testid="unfocus"
        onClick={() => want({ focus: null })}
      >
        <CloseIcon />
      </button>
    </section>
  );
}
