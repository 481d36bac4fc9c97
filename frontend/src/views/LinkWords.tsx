/** What a link says of itself: a title and a note, both optional. */
import { useId } from 'react';
import { STRINGS } from '../strings';
import styles from './CopyLink.module.css';

export interface Words {
  title: string;
  note: string;
}

export const NO_WORDS: Words = { title: '', note: '' };

/** The server's limits, in characters as it counts them. More is refused there, and said here. */
const LIMITS: Record<keyof Words, number> = { title: 200, note: 4000 };

const leftText = (name: keyof Words, text: string): string => {
  const left = LIMITS[name] - [...text].length;
  return left >= 0 ? STRINGS.links.left(left) : STRINGS.links.over(-left);
};

interface Props {
  words: Words;
  onWords: (words: Words) => void;
}

export function LinkWords({ words, onWords }: Props) {
  const [title, note, titleLeft, noteLeft] = [useId(), useId(), useId(), useId()];
  const over = (name: keyof Words) => [...words[name]].length > LIMITS[name];
  return (
    <div className={styles.words}>
      <label htmlFor={title}>{STRINGS.links.title}</label>
      <span id={titleLeft} data-over={over('title')} data-testid="link-title-left">
        {leftText('title', words.title)}
      </span>
      <input
        id={title}
        data-testid="link-title"
        aria-describedby={titleLeft}
        value={words.title}
        onChange={(event) => onWords({ ...words, title: event.currentTarget.value })}
      />
      <label htmlFor={note}>{STRINGS.links.note}</label>
      <span id={noteLeft} data-over={over('note')}>
        {leftText('note', words.note)}
      </span>
      <textarea
        id={note}
        rows={3}
        data-testid="link-note"
        aria-describedby={noteLeft}
        value={words.note}
        onChange={(event) => onWords({ ...words, note: event.currentTarget.value })}
      />
      <p>{STRINGS.links.plain}</p>
    </div>
  );
}
