import { type CSSProperties, type KeyboardEvent, memo, useRef } from 'react';
import { legible, pieces } from '../../data/quote';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import styles from './TokenRow.module.css';

interface Props {
  ids: readonly number[];
  labels: readonly string[] | undefined;
  label: string;
  testId: string;
  /** How strongly each token is shaded, from 0 to 1. */
  shades?: readonly number[] | undefined;
  /** Tokens set apart from the rest, by place. */
  marked?: ReadonlySet<number> | undefined;
  at?: number | undefined;
  onChoose?: ((position: number) => void) | undefined;
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

const shaded = (share: number) => ({ '--shade': `${Math.round(100 * share)}%` }) as CSSProperties;

/** Tokens in a row that wraps, with their positions; one can be chosen, by pointer and arrow keys. */
export const TokenRow = memo(function TokenRow(props: Props) {
  const { ids, labels, label, testId, shades, marked, at, onChoose } = props;
  const room = useRef<HTMLDivElement>(null);
  const text = (id: number) => labels?.[id] ?? `#${id}`;
  const face = (id: number) =>
    pieces(text(id)).map((piece, index) =>
      piece.mark ? (
        <span key={index} className={styles.mark}>
          {piece.text}
        </span>
      ) : (
        piece.text
      ),
    );

  if (!onChoose) {
    return (
      <ol className={styles.row} aria-label={label} data-testid={testId}>
        {ids.map((id, position) => (
          <li key={position} className={styles.token} data-marked={marked?.has(position)}>
            <bdi>{face(id)}</bdi>
          </li>
        ))}
      </ol>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(ids.length - 1, Math.max(0, (at ?? 0) + step));
    onChoose(next);
    room.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div
      ref={room}
      className={styles.row}
      role="radiogroup"
      aria-label={label}
      data-testid={testId}
      onKeyDown={onKeyDown}
    >
      {ids.map((id, position) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        <button
          key={position}
          type="button"
          role="radio"
          aria-checked={position === at}
          aria-label={STRINGS.interventions.position(count(position), legible(text(id)))}
          title={STRINGS.interventions.position(count(position), legible(text(id)))}
          tabIndex={position === (at ?? 0) ? 0 : -1}
          className={styles.token}
          style={shades && shaded(shades[position] ?? 0)}
          onClick={() => onChoose(position)}
        >
          <bdi>{face(id)}</bdi>
        </button>
      ))}
    </div>
  );
});
