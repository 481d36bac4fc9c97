/** docs/guide.md, with its pictures, inside the app. */
import { useEffect } from 'react';
import guide from '../../../docs/guide.md?raw';
import type { Theme } from '../api/types';
import { headings, parsed } from '../data/markdown';
import { STRINGS } from '../strings';
import styles from './GuidePage.module.css';
import { Markdown } from './Markdown';
import { PlainPage } from './PlainPage';

const ROOT = '../../../docs/';
const files = import.meta.glob<string>('../../../docs/images/*.png', {
  eager: true,
  query: '?url',
  import: 'default',
});
const IMAGES = Object.fromEntries(
  Object.entries(files).map(([path, url]) => [path.slice(ROOT.length), url]),
);
const TOKENS = parsed(guide);
const CONTENTS = headings(TOKENS).filter(({ depth }) => depth === 2 || depth === 3);

export default function GuidePage({ systemTheme }: { systemTheme: Theme }) {
  useEffect(() => {
    // The text came after the address was read.
    const id = decodeURIComponent(window.location.hash.slice(1));
    if (id) document.getElementById(id)?.scrollIntoView();
  }, []);
  return (
    <PlainPage title={STRINGS.guide.title} systemTheme={systemTheme}>
      <div className={styles.guide}>
        <nav className={styles.contents} aria-label={STRINGS.guide.contents}>
          <ul>
            {CONTENTS.map(({ id, text, depth }) => (
              <li key={id} data-depth={depth}>
                <a href={`#${id}`}>{text}</a>
              </li>
            ))}
          </ul>
        </nav>
        <Markdown tokens={TOKENS} images={IMAGES} />
      </div>
    </PlainPage>
  );
}
