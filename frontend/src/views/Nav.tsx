import type { MouseEvent } from 'react';
import {
  COMPARE_PATH,
  EMBEDDINGS_PATH,
  GUIDE_PATH,
  INTERVENTIONS_PATH,
  RESIDUALS_PATH,
} from '../state/address';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './Nav.module.css';

const PAGES = [
  { path: EMBEDDINGS_PATH, kind: 'embeddings', name: STRINGS.labels.embeddings },
  { path: RESIDUALS_PATH, kind: 'residuals', name: STRINGS.labels.residuals },
  { path: INTERVENTIONS_PATH, kind: 'interventions', name: STRINGS.interventions.heading },
  { path: COMPARE_PATH, kind: 'compare', name: STRINGS.labels.compare },
  { path: GUIDE_PATH, kind: 'guide', name: STRINGS.labels.guide },
] as const;

/** Links that are links: they open in a new tab when asked to, and without a reload otherwise. */
export function Nav() {
  const { source, pinned, open, left, leaveView } = useStore();
  const here = source.kind === 'permalink' ? (pinned?.page ?? 'embeddings') : source.kind;
  // Back to the view one came from, not to the first of all.
  const target = (page: (typeof PAGES)[number]) =>
    page.kind === 'embeddings' || page.kind === 'residuals'
      ? here === page.kind
        ? page.path
        : (left[page.kind] ?? page.path)
      : page.path;
  const go = (path: string) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (here === 'embeddings' || here === 'residuals') {
      leaveView(here, window.location.pathname + window.location.search);
    }
    window.history.pushState(null, '', path);
    open(window.location);
  };
  return (
    <nav className={styles.nav} aria-label={STRINGS.labels.pages}>
      {PAGES.map((page) => (
        <a
          key={page.path}
          href={target(page)}
          data-testid={`nav-${page.kind}`}
          aria-current={page.kind === here ? 'page' : undefined}
          onClick={go(target(page))}
        >
          {page.name}
        </a>
      ))}
    </nav>
  );
}
