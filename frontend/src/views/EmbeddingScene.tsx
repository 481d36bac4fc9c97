import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Camera } from '../api/types';
import { sumsQuery } from '../data/queries';
import { pieces } from '../data/quote';
import { type SceneData, useSceneData } from '../data/useSceneData';
import type { Coloring } from '../figures/coloring';
import { drawnPoints } from '../figures/counts';
import { scoreText } from '../figures/numbers';
import { provenance } from '../figures/provenance';
import { sceneFigure } from '../figures/scene';
import { count } from '../figures/shares';
import { positionsOf } from '../state/positions';
import { useStore } from '../state/store';
import { AXIS_NAMES, axisName, DEFAULT_CAMERA, sameCamera } from '../state/view';
import { STRINGS } from '../strings';
import styles from './EmbeddingScene.module.css';
import { FocusCard } from './FocusCard';
import type { HoverText } from './HoverCard';
import { Legend } from './Legend';
import { NARROW } from './narrow';
import { Provenance } from './Provenance';
import { Scene } from './Scene';
import { ScoresFailed } from './ScoresFailed';
import { ErrorState, errorText, LoadingState } from './states';
import { type Colored, useColoring } from './useColoring';
import { useDirectionNames } from './useDirectionNames';
import { useFocus } from './useFocus';
import { useGoneDirections } from './useGoneDirections';
import { useMarked } from './useMarked';
import { useMeansOver } from './useMeansOver';
import { useNames } from './useNames';
import type { PickedPoint } from './usePlot';
import type { Ready } from './useResolved';
import { useSources } from './useSources';

export function EmbeddingScene({ ready, waiting }: { ready: Ready; waiting: boolean }) {
  const { model, basis, view } = ready;
  const sources = useSources(model, view);
  const { shown, busy, error, retry } = useSceneData(model, basis, view.axes, sources);
  useGoneDirections(error);
  const colored = useColoring(shown, view);
  const picture = usePicture(shown, colored.coloring);
  if (!picture) {
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
      <ShownScene picture={picture} colored={colored} ready={ready} />
      {(busy || waiting || !colored.coloring) && !error && (
        <div className={styles.busy} aria-hidden="true" />
      )}
      {error && <ScoresFailed error={error} retry={retry} />}
    </>
  );
}

interface Picture {
  shown: SceneData;
  coloring: Coloring;
}

/** Points and their colours change together: until both are there the last picture stays. */
function usePicture(shown: SceneData | undefined, coloring: Coloring | undefined) {
  const complete = useMemo(() => shown && coloring && { shown, coloring }, [shown, coloring]);
  const last = useRef<Picture | undefined>(undefined);
  useEffect(() => {
    if (complete) last.current = complete;
  }, [complete]);
  return complete ?? last.current;
}

interface ShownProps {
  picture: Picture;
  colored: Colored;
  ready: Ready;
}

/** The picture of what has arrived, which may for a moment be older than what is chosen. */
function ShownScene({ picture: { shown, coloring }, colored, ready }: ShownProps) {
  const { model, basis, axes, points } = shown;
  const { view } = ready;
  const { show, theme, aspect, camera, size } = view;
  const { want, announce } = useStore();
  const nameOf = useNames(shown);
  const prompts = useMeansOver(model, positionsOf(model)?.name ?? '');
  const sums = useQuery({ ...sumsQuery(model, view.sums ?? ''), enabled: view.sums !== null });
  const directions = useDirectionNames(model, basis, axes);
  const focused = useFocus(shown, view, coloring.kept, nameOf);
  const { selection, hits } = useMarked(shown, view);

  const compact = useMediaQuery(NARROW) ?? false;
  const figure = useMemo(
    () =>
      sceneFigure({
        points,
        axes,
        directions,
        show,
        theme,
        aspect,
        compact,
        size,
        coloring,
        sums: points.sums && sums.data?.labels,
        focus: focused.focus,
        selection,
        hits,
      }),
    [
      points,
      axes,
      directions,
      show,
      theme,
      aspect,
      compact,
      size,
      coloring,
      sums.data,
      focused.focus,
      selection,
      hits,
    ],
  );
  const nDrawn = drawnPoints(points, show, coloring.kept);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another model is news; toggles speak for themselves
  useEffect(() => {
    announce(STRINGS.said.model(model.name, `${count(nDrawn)} points`));
  }, [model, announce]);

  const describe = useCallback(
    ({ set, index }: PickedPoint): HoverText => {
      const columns = points[set];
      const label = set === 'sums' ? sums.data?.labels[index] : nameOf.label(set, index);
      return {
        set,
        name: label === undefined ? undefined : pieces(label),
        caption:
          set === 'sums' ? STRINGS.sums.hover(index) : `${STRINGS.hover[set]} ${count(index)}`,
        scores: AXIS_NAMES.map((name) => ({
          axis: name,
          component: axisName(axes[name]),
          value: scoreText(columns?.[name][index]),
        })),
      };
    },
    [points, axes, nameOf, sums.data],
  );
  const onPick = useCallback(
    ({ set, index }: PickedPoint) => {
      // A sum is not a row of the model: nothing is stored that it could be compared with.
      if (set === 'sums') return;
      const source = shown.sources.find((each) => each.set === set);
      if (source) want({ focus: { point_set: source.name, id: index } });
      announce(STRINGS.focus.said(nameOf(set, index)));
    },
    [want, announce, nameOf, shown],
  );
  const onEscape = useCallback(() => {
    if (!useStore.getState().wanted.focus) return;
    want({ focus: null });
    announce(STRINGS.focus.cleared);
  }, [want, announce]);
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

  const source = provenance(model, basis, axes, show, {
    kept: coloring.kept,
    sums: points.sums?.x.length,
    prompts,
    directions,
  });
  const texts = source.points.map(({ text }) => text).join(', ');
  const untouched = sameCamera(camera, DEFAULT_CAMERA);
  return (
    <div className={styles.layout}>
      <div className={styles.scene}>
        <Scene
          figure={figure}
          camera={camera}
          label={STRINGS.scene.label(`${model.name}: ${texts}`)}
          onCamera={onCamera}
          onReset={onReset}
          onPick={onPick}
          onEscape={onEscape}
          describe={describe}
        />
        <FocusCard
          focused={focused}
          theme={theme}
          lines={show.neighbors}
          nameOf={nameOf}
          model={model}
          listedBeside={view.side === 'find'}
        />
        <Legend colored={colored} legend={coloring.legend} view={view} />
        <div
          className={styles.hint}
          data-hidden={!untouched || focused.focus !== undefined}
          aria-hidden="true"
        >
          <span className={styles.mouse}>{STRINGS.scene.hint}</span>
          <span className={styles.touch}>{STRINGS.scene.hintTouch}</span>
        </div>
      </div>
      <Provenance source={source} theme={theme} model={model} basis={basis} />
    </div>
  );
}
