/** Two components, all points; what a picture of three would hide behind one another. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { SetName } from '../data/columns';
import { sumsQuery } from '../data/queries';
import { pieces } from '../data/quote';
import { type SceneData, useSceneData } from '../data/useSceneData';
import { scoreText } from '../figures/numbers';
import { PALETTES } from '../figures/palette';
import { inBox, type Region, trueScale, zoomed } from '../figures/plane';
import { isShown, pickedLayer, planeLayers } from '../figures/planeLayers';
import { provenance } from '../figures/provenance';
import { ranges } from '../figures/ranges';
import { componentText, count } from '../figures/shares';
import { positionsOf } from '../state/positions';
import { idsOf, selected } from '../state/selecting';
import { useStore } from '../state/store';
import { axisName, isDirection } from '../state/view';
import { STRINGS } from '../strings';
import type { Drawing } from './drawPlane';
import type { HoverText } from './HoverCard';
import { Legend } from './Legend';
import { ROOM } from './PlaneAxes';
import { PlaneBar } from './PlaneBar';
import { PlanePicture, type PlanePoint } from './PlanePicture';
import styles from './PlaneStage.module.css';
import { Provenance } from './Provenance';
import { ScoresFailed } from './ScoresFailed';
import { ErrorState, errorText, LoadingState } from './states';
import { useColoring } from './useColoring';
import { useDirectionNames } from './useDirectionNames';
import { useMarked } from './useMarked';
import { useMeansOver } from './useMeansOver';
import { useNames } from './useNames';
import type { Ready } from './useResolved';
import { useSize } from './useSize';
import { useSources } from './useSources';

const t = STRINGS.flat.plane;

export default function PlaneStage({ ready }: { ready: Ready }) {
  const { model, basis, view } = ready;
  const sources = useSources(model, view);
  const { shown, error, retry } = useSceneData(model, basis, view.axes, sources);
  if (shown) {
    return (
      <>
        <ShownPlane shown={shown} ready={ready} />
        {error && <ScoresFailed error={error} retry={retry} />}
      </>
    );
  }
  if (!error) return <LoadingState text={STRINGS.loading.scores} />;
  const { title, detail } = errorText(error);
  return (
    <ErrorState
      title={title}
      detail={detail}
      action={{ label: STRINGS.labels.retry, run: retry }}
    />
  );
}

function ShownPlane({ shown, ready }: { shown: SceneData; ready: Ready }) {
  const { model, basis, axes, points } = shown;
  const { show, theme, aspect, size, focus, selection } = ready.view;
  const { want, announce } = useStore();
  const [selecting, setSelecting] = useState(false);
  const [target, setTarget] = useState<SetName>('tokens');
  const [failed, setFailed] = useState(false);
  const palette = PALETTES[theme];
  const nameOf = useNames(shown);
  const prompts = useMeansOver(model, positionsOf(model)?.name ?? '');
  const directions = useDirectionNames(model, basis, axes);
  const sums = useQuery({
    ...sumsQuery(model, ready.view.sums ?? ''),
    enabled: ready.view.sums !== null,
  });
  const colored = useColoring(shown, ready.view);
  const { coloring } = colored;
  const marked = useMarked(shown, ready.view);

  // A region belongs to what it was chosen on: other axes begin with all points.
  const [chosen, setChosen] = useState<{ of: object; region: Region }>();
  const of = points;
  const here = chosen?.of === of ? chosen.region : undefined;
  const box = useMemo(() => ranges(points), [points]);
  const [room, measured] = useSize();
  const width = Math.max(0, measured.width - ROOM.left - ROOM.right);
  const height = Math.max(0, measured.height - ROOM.top - ROOM.bottom);
  const region = useMemo<Region>(() => {
    const wanted = here ?? { x: box.x, y: box.y };
    return aspect === 'data' && width > 0 && height > 0 ? trueScale(wanted, width, height) : wanted;
  }, [here, box, aspect, width, height]);
  const onRegion = useCallback(
    (next: Region | undefined) => setChosen(next && { of, region: next }),
    [of],
  );

  const drawing = useMemo<Drawing>(() => {
    const layers = planeLayers({ points, show, theme, size, coloring });
    const picked = [
      { found: marked.hits, color: palette.hits },
      { found: marked.selection, color: palette.selection },
    ].flatMap(({ found, color }) => {
      const columns = found && isShown(found.set, show) ? points[found.set] : undefined;
      return columns && found ? [pickedLayer(found.set, columns, found.ids, color, size)] : [];
    });
    return {
      layers,
      picked,
      path: show.path ? palette.path : undefined,
      background: palette.background,
    };
  }, [points, show, theme, size, coloring, marked.hits, marked.selection, palette]);

  const describe = useCallback(
    ({ set, index }: PlanePoint): HoverText => {
      const label = set === 'sums' ? sums.data?.labels[index] : nameOf.label(set, index);
      return {
        set,
        name: label === undefined ? undefined : pieces(label),
        caption:
          set === 'sums' ? STRINGS.sums.hover(index) : `${STRINGS.hover[set]} ${count(index)}`,
        scores: (['x', 'y'] as const).map((name) => ({
          axis: name,
          component: axisName(axes[name]),
          value: scoreText(points[set]?.[name][index]),
        })),
      };
    },
    [points, axes, nameOf, sums.data],
  );

  // A prompt's sums are not rows of the model, which a selection is of.
  const sets: SetName[] = drawing.layers.map(({ set }) => set).filter((each) => each !== 'sums');
  const set = sets.includes(target) ? target : (sets[0] ?? 'tokens');
  const nameIn = (drawn: SetName) => shown.sources.find((each) => each.set === drawn)?.name;
  const pick = (wanted: Region) => {
    // What is switched off is not there to be picked.
    const layer = drawing.layers.find((each) => each.set === set);
    const inside = layer ? inBox(layer.x, layer.y, wanted) : [];
    const name = nameIn(set);
    if (name === undefined) return;
    const outcome = selected(
      name,
      inside.filter((id) => layer?.colors[id] !== 0),
    );
    setFailed(outcome.kind === 'too-long');
    if (outcome.kind === 'too-long') {
      announce(t.tooLong);
    } else if (outcome.kind === 'empty') {
      announce(t.none(set));
      want({ selection: null });
    } else {
      want({ selection: outcome.selection });
      announce(t.picked(count(outcome.n), set));
    }
  };
  const zoomBy = (factor: number) => {
    const { x, y } = region;
    onRegion(zoomed(region, factor, [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2]));
  };

  const onPoint = (point: PlanePoint | undefined) => {
    // A sum is not a row of the model: nothing is stored that it could be compared with.
    if (point?.set === 'sums') return;
    const name = point && nameIn(point.set);
    want({ focus: point && name !== undefined ? { point_set: name, id: point.index } : null });
    if (point) announce(STRINGS.focus.said(nameOf(point.set, point.index)));
  };
  const focusedSet = shown.sources.find(({ name }) => name === focus?.point_set)?.set;
  const source = provenance(model, basis, axes, show, {
    names: ['x', 'y'],
    kept: coloring?.kept,
    sums: points.sums?.x.length,
    prompts,
    directions,
  });
  const title = (name: 'x' | 'y') => {
    const axis = axes[name];
    return isDirection(axis)
      ? (directions.get(axis) ?? axis)
      : componentText(axis, basis.variance_shares);
  };
  const what = source.points.map(({ text }) => text).join(', ');
  return (
    <div className={styles.layout}>
      <PlaneBar
        basis={basis}
        axes={axes}
        directions={directions}
        sets={sets}
        set={set}
        choose={setTarget}
        selecting={selecting}
        setSelecting={setSelecting}
        zoomBy={zoomBy}
        showAll={() => onRegion(undefined)}
        whole={box}
        pick={pick}
        problem={failed ? t.tooLong : undefined}
      />
      <div ref={room} className={styles.picture}>
        {/* Upon the picture, so that it does not move when something is selected. */}
        {selection && (
          <div className={styles.said}>
            <span data-testid="plane-selected">
              {t.picked(
                count(idsOf(selection, selection.point_set).length),
                STRINGS.find.sets(selection.point_set),
              )}
            </span>
            <button
              type="button"
              data-testid="plane-clear"
              onClick={() => {
                want({ selection: null });
                announce(t.cleared);
              }}
            >
              {t.clear}
            </button>
          </div>
        )}
        {coloring && (
          <div className={styles.legend}>
            <Legend colored={colored} legend={coloring.legend} view={ready.view} />
          </div>
        )}
        <PlanePicture
          drawing={drawing}
          frame={{ region, width, height }}
          titles={{ x: title('x'), y: title('y') }}
          label={t.label(`${model.name}: ${what}`, title('x'), title('y'))}
          axes={`${axes.x},${axes.y}`}
          numbered={show.marks}
          focus={focus && focusedSet ? { set: focusedSet, index: focus.id } : undefined}
          selecting={selecting}
          describe={describe}
          onRegion={onRegion}
          onBox={pick}
          onPoint={onPoint}
        />
      </div>
      <Provenance source={source} theme={theme} model={model} basis={basis} />
    </div>
  );
}
