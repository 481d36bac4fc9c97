import { useLayoutEffect, useRef, useState } from 'react';
import type { SetName } from '../data/columns';
import type { Piece } from '../data/quote';
import styles from './HoverCard.module.css';

export interface HoverText {
  set: SetName;
  /** The token's text in pieces; a position has none. */
  name: readonly Piece[] | undefined;
  /** What stands around it, where it is a token of a prompt. */
  context?: { before: readonly Piece[]; after: readonly Piece[] } | undefined;
  /** "token 1,234" */
  caption: string;
  scores: { axis: string; component: string; value: string }[];
}

const GAP = 14;

/** Beside the pointer, and never beyond the scene's edge. */
export function HoverCard({ text, x, y }: { text: HoverText; x: number; y: number }) {
  const card = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number }>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another size
  useLayoutEffect(() => {
    const element = card.current;
    const room = element?.parentElement;
    if (!element || !room) return;
    const right = x + GAP + element.offsetWidth <= room.clientWidth;
    const below = y + GAP + element.offsetHeight <= room.clientHeight;
    setPlace({
      left: Math.max(4, right ? x + GAP : x - GAP - element.offsetWidth),
      top: Math.max(4, below ? y + GAP : y - GAP - element.offsetHeight),
    });
  }, [x, y, text]);

  return (
    <div
      ref={card}
      className={styles.card}
      data-testid="hover-card"
      data-set={text.set}
      role="tooltip"
      style={{
        visibility: place ? 'visible' : 'hidden',
        transform: `translate(${Math.round(place?.left ?? 0)}px, ${Math.round(place?.top ?? 0)}px)`,
      }}
    >
      {text.name ? (
        <>
          <div className={styles.name}>
            <span className={styles.quote}>“</span>
            <bdi>
              <Pieces of={text.name} />
            </bdi>
            <span className={styles.quote}>”</span>
          </div>
          {text.context && (
            <bdi className={styles.context}>
              <Pieces of={text.context.before} />
              <b>
                <Pieces of={text.name} />
              </b>
              <Pieces of={text.context.after} />
            </bdi>
          )}
          <div className={styles.caption}>{text.caption}</div>
        </>
      ) : (
        <div className={styles.position}>{text.caption}</div>
      )}
      <dl className={styles.scores}>
        {text.scores.map(({ axis, component, value }) => (
          <div key={axis}>
            <dt>
              <i>{axis}</i> {component}
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const Pieces = ({ of }: { of: readonly Piece[] }) =>
  of.map(
    (piece, index) =>
      // biome-ignore-start lint/suspicious/noArrayIndexKey: the pieces of one string never move
      piece.mark ? (
        <span key={index} className={styles.mark}>
          {piece.text}
        </span>
      ) : (
        <span key={index}>{piece.text}</span>
      ),
    // biome-ignore-end lint/suspicious/noArrayIndexKey: as above
  );
