import { memo } from 'react';
import type { ShownOut } from '../../api/types';
import { quote } from '../../data/quote';
import { tokenPieces } from '../../data/residuals/tokenText';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import styles from './PromptRow.module.css';

const { residuals: text } = STRINGS;

interface Props {
  prompt: number;
  shown: ShownOut;
  labels: readonly string[];
  /** Position 0 took no part in the fit. */
  firstLeftOut: boolean;
  /** The one position that Tab comes to; absent where it is in another prompt. */
  tabStop: number | undefined;
  focused: number | undefined;
}

/** One prompt's tokens. Colours are written to the elements themselves, by their rows: see usePaint. */
export const PromptRow = memo(function PromptRow(props: Props) {
  const { prompt, shown, labels, firstLeftOut, tabStop, focused } = props;
  const start = shown.offsets[prompt] ?? 0;
  const ids = shown.ids.slice(start, shown.offsets[prompt + 1]);
  return (
    <li className={styles.row} aria-label={text.prompt(count(prompt + 1))}>
      <span className={styles.number} aria-hidden="true">
        {prompt + 1}
      </span>
      <div className={styles.tokens}>
        {ids.map((id, position) => {
          const label = labels[id] ?? `#${id}`;
          const leftOut = position === 0 && firstLeftOut;
          return (
            // A <button> takes ten times as long to be coloured anew: not 60 times a second for 800 of them.
            // biome-ignore lint/a11y/useSemanticElements: as above
            <span
              key={position}
              role="button"
              className={styles.token}
              data-row={start + position}
              data-prompt={prompt}
              data-position={position}
              data-left-out={leftOut || undefined}
              tabIndex={position === tabStop ? 0 : -1}
              aria-pressed={position === focused}
              aria-label={text.token(quote(label), count(position), leftOut)}
            >
              <bdi>
                {tokenPieces(label).map((piece, index) =>
                  piece.mark ? <i key={index}>{piece.text}</i> : piece.text,
                )}
              </bdi>
            </span>
          );
        })}
      </div>
    </li>
  );
});
