/** Two components, all points; what a picture of three would hide behind one another. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { isSetName, type SetName } from '../data/columns';
import { labelsQuery } from '../data/queries';
import { pieces } from '../data/quote';
import { type SceneData, useSceneData } from '../data/useSceneData';
import { PALETTES } from '../figures/palette';
import { inBox, type Region, tickText, trueScale, zoomed } from '../figures/plane';
import { isShown, pickedLayer, planeLayers } from '../figures/planeLayers';
import { provenance } from '../figures/provenance';
import { ranges } from '../figures/ranges';
import { componentText, count } from '../figures/shares';
import { idsOf, selected } from '../state/selecting';
import { useStore } from '../state/store';
import { axisName, isDirection } from '../state/view';
import { STRINGS } from '../strings';
import type { Drawing } from './drawPlane';
import type { HoverText } from './HoverCard';
import { ROOM } from './PlaneAxes';
import { PlaneBar } from './PlaneBar';
import { PlanePicture, type PlanePoint } from './PlanePicture';
import styles from './PlaneStage.module.css';
import { Provenance } from './Provenance';
import { ErrorState, errorText, LoadingState } from './states';
import type { Ready } from './useResolved';
import { useSize } from './useSize';
import { useSources } from './useSources';

const t = STRINGS.flat.plane;

export default function PlaneStage({ ready }: { ready: Ready }) {
  const { model, basis, view } = ready;
  const sources = useSources(model, view);
  const { shown, error, retry } = useSceneData(model, basis, view.axes, sources);
  if (shown) return <ShownPlane shown={shown} ready={ready} />;
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

const three = (value: number | undefined): string =>
  value === undefined ? '–' : tickText(value, Math.abs(value) < 0.01 ? 0.00001 : 0.001);

function ShownPlane({ shown, ready }: { shown: SceneData; ready: Ready }) {
  const { model, basis, axes, points } = shown;
  const { show, theme, aspect, size, focus, selection } = ready.view;
  const { want, announce, hits } = useStore();
  const [selecting, setSelecting] = useState(false);
  const [target, setTarget] = useState<SetName>('tokens');
  const [failed, setFailed] = useState(false);
  const palette = PALETTES[theme];
  const tokens = model.point_sets.find(({ name }) => name === 'tokens');
  const labels = useQuery({
    ...labelsQuery(model, tokens ?? { name: 'tokens', n: 0, d: 0, left_out: 0, checksum: '' }),
    enabled: tokens !== undefined,
  });

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
    const layers = planeLayers({ points, show, theme, size });
    const found = [
      ...(selection
        ? [
            {
              set: selection.point_set,
              ids: idsOf(selection, selection.point_set),
              color: palette.selection,
            },
          ]
        : []),
      ...(hits ? [{ set: hits.pointSet, ids: hits.ids, color: palette.hits }] : []),
    ];
    const picked = found.flatMap(({ set, ids, color }) => {
      const columns = isSetName(set) && isShown(set, show) ? points[set] : undefined;
      return columns && isSetName(set) ? [pickedLayer(set, columns, ids, color, size)] : [];
    });
    return {
      layers,
      picked,
      path: show.path ? palette.path : undefined,
      background: palette.background,
    };
  }, [points, show, theme, size, selection, hits, palette]);

  const describe = useCallback(
    ({ set, index }: PlanePoint): HoverText => {
      const label = set === 'tokens' || set === 'unembedding' ? labels.data?.[index] : undefined;
      return {
        set: set === 'positions' ? 'positions' : 'tokens',
        name: label === undefined ? undefined : pieces(label),
        caption: `${STRINGS.hover[set === 'positions' ? 'position' : 'token']} ${count(index)}`,
        scores: (['x', 'y'] as const).map((name) => ({
          axis: name,
          component: axisName(axes[name]),
          value: three(points[set]?.[name][index]),
        })),
      };
    },
    [points, axes, labels.data],
  );

  const sets = drawing.layers.map(({ set }) => set);
  const set = sets.includes(target) ? target : (sets[0] ?? 'tokens');
  const pick = (wanted: Region) => {
    const columns = points[set];
    const outcome = selected(set, columns ? inBox(columns.x, columns.y, wanted) : []);
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

  const source = provenance(model, basis, axes, show, ['x', 'y']);
  const title = (name: 'x' | 'y') => {
    const axis = axes[name];
    return isDirection(axis) ? axisName(axis) : componentText(axis, basis.variance_shares);
  };
  const what = source.points.map(({ text }) => text).join(', ');
  return (
    <div className={styles.layout}>
      <PlaneBar
        basis={basis}
        axes={axes}
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
              {t.picked(count(idsOf(selection, selection.point_set).length), selection.point_set)}
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
        <PlanePicture
          drawing={drawing}
          frame={{ region, width, height }}
          titles={{ x: title('x'), y: title('y') }}
          label={t.label(`${model.name}: ${what}`, title('x'), title('y'))}
          axes={`${axes.x},${axes.y}`}
          numbered={show.marks}
          focus={
            focus && isSetName(focus.point_set)
              ? { set: focus.point_set, index: focus.id }
              : undefined
          }
          selecting={selecting}
          describe={describe}
          onRegion={onRegion}
          onBox={pick}
          onPoint={(point) =>
            want({ focus: point ? { point_set: point.set, id: point.index } : null })
          }
        />
      </div>
      <Provenance source={source} theme={theme} model={model} basis={basis} />
    </div>
  );
}
