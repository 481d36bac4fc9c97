import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { Camera } from '../api/types';
import { labelsQuery } from '../data/queries';
import { pieces } from '../data/quote';
import { type SceneData, useSceneData } from '../data/useSceneData';
import { provenance } from '../figures/provenance';
import { sceneFigure } from '../figures/scene';
import { count } from '../figures/shares';
import { useStore } from '../state/store';
import { AXIS_NAMES, axisName, DEFAULT_CAMERA, sameCamera } from '../state/view';
import { STRINGS } from '../strings';
import styles from './EmbeddingScene.module.css';
import type { HoverText } from './HoverCard';
import { NARROW } from './narrow';
import { Provenance } from './Provenance';
import { Scene } from './Scene';
import { ErrorState, errorText, LoadingState } from './states';
import type { PickedPoint } from './usePlot';
import type { Ready } from './useResolved';
import { useSources } from './useSources';

export function EmbeddingScene({ ready, waiting }: { ready: Ready; waiting: boolean }) {
  const { model, basis, view } = ready;
  const sources = useSources(model, view);
  const { shown, busy, error, retry } = useSceneData(model, basis, view.axes, sources);
  if (!shown) {
    if (error) {
      const { title, detail } = errorText(error);
      return (
        <ErrorState
          title={title}
          detail={detail}
          action={{ label: STRINGS.labels.retry, run: retry }}
        />
      );
    }
    return <LoadingState text={STRINGS.loading.scores} />;
  }
  return (
    <>
      <ShownScene shown={shown} ready={ready} />
      {(busy || waiting) && !error && <div className={styles.busy} aria-hidden="true" />}
      {error && (
        <div className={styles.failed} role="alert" data-testid="scores-failed">
          <span>
            {STRINGS.notices.scoresFailed}: {errorText(error).detail}
          </span>
          <button type="button" onClick={retry}>
            {STRINGS.labels.retry}
          </button>
        </div>
      )}
    </>
  );
}

/** The picture of what has arrived, which may for a moment be older than what is chosen. */
function ShownScene({ shown, ready }: { shown: SceneData; ready: Ready }) {
  const { model, basis, axes, points } = shown;
  const { show, theme, aspect, camera } = ready.view;
  const { want, announce } = useStore();
  const tokens = model.point_sets.find(({ name }) => name === 'tokens');
  const labels = useQuery({
    // The query is off where there are no tokens; it still wants an address.
    ...labelsQuery(model, tokens ?? { name: 'tokens', n: 0, d: 0, left_out: 0, checksum: '' }),
    enabled: tokens !== undefined,
  });

  const compact = useMediaQuery(NARROW) ?? false;
  const figure = useMemo(
    () => sceneFigure({ points, axes, show, theme, aspect, compact }),
    [points, axes, show, theme, aspect, compact],
  );
  const nDrawn =
    (show.positions ? (points.positions?.x.length ?? 0) : 0) +
    (show.tokens ? (points.tokens?.x.length ?? 0) : 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another model is news; toggles speak for themselves
  useEffect(() => {
    announce(STRINGS.said.model(model.name, `${count(nDrawn)} points`));
  }, [model, announce]);

  const describe = useCallback(
    ({ set, index }: PickedPoint): HoverText => {
      const columns = points[set];
      const label = set === 'tokens' ? labels.data?.[index] : undefined;
      return {
        set,
        name: label === undefined ? undefined : pieces(label),
        caption: `${STRINGS.hover[set === 'tokens' ? 'token' : 'position']} ${count(index)}`,
        scores: AXIS_NAMES.map((name) => ({
          axis: name,
          component: axisName(axes[name]),
          value: scoreText(columns?.[name][index]),
        })),
      };
    },
    [points, axes, labels.data],
  );
  const onCamera = useCallback(
    (moved: Camera) => {
      // Rounding is no movement: a stored camera keeps its digits.
      if (!sameCamera(moved, useStore.getState().wanted.camera, 1e-9)) want({ camera: moved });
    },
    [want],
  );
  const onReset = useCallback(() => {
    want({ camera: DEFAULT_CAMERA });
    announce(STRINGS.said.camera);
  }, [want, announce]);

  const source = provenance(model, basis, axes, show);
  const texts = source.points.map(({ text }) => text).join(', ');
  const untouched = sameCamera(camera, DEFAULT_CAMERA);
  return (
    <div className={styles.layout}>
      <div className={styles.scene}>
        <Scene
          figure={figure}
          camera={camera}
          points={nDrawn}
          label={STRINGS.scene.label(`${model.name}: ${texts}`)}
          onCamera={onCamera}
          onReset={onReset}
          describe={describe}
        />
        <div className={styles.hint} data-hidden={!untouched} aria-hidden="true">
          <span className={styles.mouse}>{STRINGS.scene.hint}</span>
          <span className={styles.touch}>{STRINGS.scene.hintTouch}</span>
        </div>
      </div>
      <Provenance source={source} theme={theme} model={model} basis={basis} />
    </div>
  );
}

/** Three figures are what the eye can use; a true minus sign lines up with the digits. */
function scoreText(value: number | undefined): string {
  if (value === undefined) return '–';
  const size = Math.abs(value);
  const text =
    size !== 0 && size < 0.001 ? value.toExponential(1) : value.toFixed(size < 10 ? 3 : 1);
  return text.replaceAll('-', '−');
}
