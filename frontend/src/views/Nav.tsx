import type { MouseEvent } from 'react';
import { COMPARE_PATH, EMBEDDINGS_PATH, GUIDE_PATH } from '../state/address';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './Nav.module.css';

const PAGES = [
  { path: EMBEDDINGS_PATH, kind: 'embeddings', name: STRINGS.labels.embeddings },
  { path: COMPARE_PATH, kind: 'compare', name: STRINGS.labels.compare },
  { path: GUIDE_PATH, kind: 'guide', name: STRINGS.labels.guide },
] as const;

/** Links that are links: they open in a new tab when asked to, and without a reload otherwise. */
export function Nav() {
  const { source, open, lastView, leaveView } = useStore();
  const here = source.kind === 'permalink' ? 'embeddings' : source.kind;
  const go = (path: string) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (here === 'embeddings') leaveView(window.location.pathname + window.location.search);
    window.history.pushState(null, '', path);
    open(window.location);
  };
  return (
    <nav className={styles.nav} aria-label={STRINGS.labels.pages}>
      {PAGES.map(({ path, kind, name }) => (
        <a
          key={path}
          // Back to the view one came from, not to the first of all.
          href={kind === 'embeddings' && here !== kind ? (lastView ?? path) : path}
          data-testid={`nav-${kind}`}
          aria-current={kind === here ? 'page' : undefined}
          onClick={go(kind === 'embeddings' && here !== kind ? (lastView ?? path) : path)}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}
