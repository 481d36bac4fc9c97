/** What stands in the middle: the picture that was chosen, or why there is none. */
import { lazy, Suspense } from 'react';
import { EMBEDDINGS_PATH } from '../state/address';
import { useStore } from '../state/store';
import { inModel, NOTHING_WANTED } from '../state/view';
import { STRINGS } from '../strings';
import { EmbeddingScene } from './EmbeddingScene';
import { FlatScene } from './FlatScene';
import { hasWebGL } from './loadPlotly';
import { EmptyState, ErrorState, errorText, LoadingState } from './states';
import { TableStage } from './TableStage';
import type { Outcome, Ready } from './useResolved';

const PlaneStage = lazy(() => import('./PlaneStage'));
const CurvesStage = lazy(() => import('./CurvesStage'));
const GramStage = lazy(() => import('./GramStage'));

function Picture({ ready, waiting }: { ready: Ready; waiting: boolean }) {
  switch (ready.view.stage) {
    case 'scene':
      return hasWebGL() ? (
        <EmbeddingScene ready={ready} waiting={waiting} />
      ) : (
        <FlatScene ready={ready} />
      );
    case 'plane':
      return <PlaneStage ready={ready} />;
    case 'curves':
      return <CurvesStage ready={ready} />;
    case 'gram':
      return <GramStage ready={ready} />;
  }
}

export function Stage({ outcome, shown }: { outcome: Outcome; shown: Ready | undefined }) {
  const asTable = useStore((state) => state.asTable);
  if (shown && asTable) return <TableStage ready={shown} />;
  if (shown) {
    return (
      <Suspense fallback={<LoadingState text={STRINGS.loading.page} />}>
        <Picture ready={shown} waiting={outcome.kind === 'loading'} />
      </Suspense>
    );
  }
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
          action={{
            label: STRINGS.errors.openNearest(model, basis),
            run: () => toNearest(outcome.nearest),
          }}
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

/** The link's view as far as it can be had here; what cannot is said in a notice. */
function toNearest(nearest: { model: string; basis: string }) {
  const { wanted } = useStore.getState();
  window.history.pushState(null, '', EMBEDDINGS_PATH);
  useStore.setState({
    source: { kind: 'embeddings', search: '' },
    pinned: undefined,
    caption: undefined,
    nearest: undefined,
    wanted: {
      ...NOTHING_WANTED,
      ...wanted,
      ...(nearest.model === wanted.model ? {} : inModel(nearest.model, wanted)),
      ...nearest,
    },
  });
}
