/** A view in a frame of another page: the picture, its title, and the way back. */
import { lazy, Suspense, useEffect, useRef } from 'react';
import type { Theme } from '../api/types';
import { linkPath, previewPath } from '../state/address';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './EmbedPage.module.css';
import { Stage } from './Stage';
import { LoadingState } from './states';
import { useInView } from './useInView';
import { useResolved } from './useResolved';

const ResidualsPicture = lazy(() => import('./residuals/ResidualsPicture'));

export function EmbedPage({ systemTheme, slug }: { systemTheme: Theme; slug: string }) {
  const page = useRef<HTMLDivElement>(null);
  // Out of sight the drawing gives its WebGL context back: a browser has few, a page may have many frames.
  const inView = useInView(page);
  const { caption, announcement } = useStore();
  const title = caption?.title ?? '';
  useEffect(() => {
    if (title) document.title = STRINGS.links.pageTitle(title);
  }, [title]);
  return (
    <div ref={page} className={styles.page} data-testid="embed" data-running={inView}>
      <header className={styles.bar}>
        <h1>{title || STRINGS.product}</h1>
        <a href={linkPath(slug)} target="_blank" rel="noopener noreferrer" data-testid="embed-back">
          {STRINGS.links.back}
        </a>
      </header>
      <main className={styles.picture}>
        {inView ? (
          <Running systemTheme={systemTheme} />
        ) : (
          <img
            src={previewPath(slug)}
            alt={STRINGS.links.preview}
            width={1200}
            height={630}
            data-testid="embed-preview"
          />
        )}
      </main>
      <div className="visually-hidden" role="status" aria-live="polite" data-testid="live-region">
        {announcement}
      </div>
    </div>
  );
}

function Running({ systemTheme }: { systemTheme: Theme }) {
  const page = useStore((state) => state.pinned?.page);
  const notices = useStore((state) => state.notices);
  return (
    <>
      {page === 'residuals' ? (
        <Suspense fallback={<LoadingState text={STRINGS.loading.page} />}>
          <ResidualsPicture systemTheme={systemTheme} />
        </Suspense>
      ) : (
        <Picture systemTheme={systemTheme} />
      )}
      {notices.length > 0 && (
        <div className={styles.differs} role="status" data-testid="notice">
          {notices.flatMap(({ lines }) => lines).join(' ')}
        </div>
      )}
    </>
  );
}

function Picture({ systemTheme }: { systemTheme: Theme }) {
  const { outcome, last } = useResolved(systemTheme);
  const shown = outcome.kind === 'ready' ? outcome : outcome.kind === 'loading' ? last : undefined;
  return <Stage outcome={outcome} shown={shown} />;
}
