import { useEffect, useState } from 'react';
import type { Theme } from '../api/types';
import { basisName } from '../figures/provenance';
import { EMBEDDINGS_PATH } from '../state/address';
import { useStore } from '../state/store';
import { NOTHING_WANTED } from '../state/view';
import { STRINGS } from '../strings';
import { Controls } from './Controls';
import { EmbeddingScene } from './EmbeddingScene';
import { hasWebGL } from './loadPlotly';
import { Notices } from './Notices';
import { NARROW } from './narrow';
import styles from './Page.module.css';
import { PanelHead } from './PanelHead';
import { EmptyState, ErrorState, errorText, LoadingState } from './states';
import { Toolbar } from './Toolbar';
import { useAddress } from './useAddress';
import { type Outcome, type Ready, useResolved } from './useResolved';

export function Page({ systemTheme }: { systemTheme: Theme }) {
  const { outcome, last } = useResolved(systemTheme);
  const [open, setOpen] = useState(() => !window.matchMedia(NARROW).matches);
  const [webgl] = useState(hasWebGL);
  const announcement = useStore((state) => state.announcement);
  const ready = outcome.kind === 'ready' ? outcome : undefined;
  const shown = ready ?? (outcome.kind === 'loading' ? last : undefined);
  // Nothing to choose from: the panel would stand there empty.
  const folded = !open || !(shown || outcome.kind === 'loading');
  useAddress(ready, systemTheme);

  useEffect(() => {
    document.title = ready
      ? STRINGS.title(ready.model.name, basisName(ready.basis).toLowerCase())
      : STRINGS.product;
  }, [ready]);

  return (
    <div className={styles.page} data-panel={folded ? 'folded' : 'open'}>
      <a className={styles.skip} href="#scene">
        {STRINGS.skip}
      </a>
      <header className={styles.panel}>
        <PanelHead open={open} setOpen={setOpen} ready={shown} />
        <div id="controls" className={styles.controls} hidden={folded}>
          {shown && <Controls ready={shown} />}
        </div>
      </header>
      <main className={styles.stage}>
        {webgl ? (
          <Stage outcome={outcome} shown={shown} />
        ) : (
          <ErrorState title={STRINGS.errors.webglTitle} detail={STRINGS.errors.webglDetail} />
        )}
        <Toolbar ready={shown} systemTheme={systemTheme} />
        <Notices />
      </main>
      <div className="visually-hidden" role="status" aria-live="polite" data-testid="live-region">
        {announcement}
      </div>
    </div>
  );
}

function Stage({ outcome, shown }: { outcome: Outcome; shown: Ready | undefined }) {
  if (shown) return <EmbeddingScene ready={shown} waiting={outcome.kind === 'loading'} />;
  switch (outcome.kind) {
    case 'ready':
      return null;
    case 'loading':
      return <LoadingState text={outcome.text} />;
    case 'empty':
      return <EmptyState again={outcome.again} />;
    case 'no-bases':
      return (
        <ErrorState
          title={STRINGS.errors.noBasesTitle}
          detail={STRINGS.errors.noBasesDetail(outcome.model)}
          action={{ label: STRINGS.labels.retry, run: outcome.again }}
        />
      );
    case 'no-page':
      return (
        <ErrorState
          title={STRINGS.errors.pageTitle}
          detail={STRINGS.errors.pageDetail(outcome.path)}
          action={{ label: STRINGS.errors.openEmbeddings, run: toEmbeddings }}
        />
      );
    case 'missing': {
      const { model, basis } = outcome.nearest;
      return (
        <ErrorState
          title={STRINGS.errors.missingTitle}
          detail={outcome.detail}
          action={{ label: STRINGS.errors.openNearest(model, basis), run: toNearest }}
        />
      );
    }
    case 'error': {
      const { title, detail } = errorText(outcome.error);
      const gone = outcome.retry === undefined;
      return (
        <ErrorState
          title={title}
          detail={detail}
          action={
            gone
              ? { label: STRINGS.errors.openEmbeddings, run: toEmbeddings }
              : { label: STRINGS.labels.retry, run: outcome.retry ?? toEmbeddings }
          }
        />
      );
    }
  }
}

function toEmbeddings() {
  window.history.pushState(null, '', EMBEDDINGS_PATH);
  useStore.getState().open(window.location);
}

/** The link's view as far as it can be had; what cannot is then said in a notice. */
function toNearest() {
  const { wanted } = useStore.getState();
  window.history.pushState(null, '', EMBEDDINGS_PATH);
  useStore.setState({
    source: { kind: 'embeddings', search: '' },
    pinned: undefined,
    wanted: { ...NOTHING_WANTED, ...wanted },
  });
}
