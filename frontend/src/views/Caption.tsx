import { useLayoutEffect, useRef, useState } from 'react';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './Caption.module.css';

/** What the open link says of itself, as the plain text it is. */
export function Caption() {
  const caption = useStore((state) => state.caption);
  if (!caption || (caption.title === '' && caption.note === '')) return null;
  return <Words key={caption.note} {...caption} />;
}

function Words({ title, note }: { title: string; note: string }) {
  const text = useRef<HTMLParagraphElement>(null);
  const [whole, setWhole] = useState(false);
  const [cut, setCut] = useState(false);
  useLayoutEffect(() => {
    const element = text.current;
    if (element) setCut(element.scrollHeight > element.clientHeight + 1);
  }, []);
  return (
    <section className={styles.caption} data-testid="caption" aria-label={STRINGS.links.caption}>
      {title && <h1>{title}</h1>}
      {note && (
        <p ref={text} data-whole={whole} tabIndex={whole ? 0 : undefined}>
          {note}
        </p>
      )}
      {(cut || whole) && (
        <button type="button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? STRINGS.links.less : STRINGS.links.more}
        </button>
      )}
    </section>
  );
}
