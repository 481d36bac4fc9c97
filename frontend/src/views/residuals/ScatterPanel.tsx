/** The shown residuals in three components of the basis, linked with the tokens of the prompts. */
import { useCallback, useMemo, useRef } from 'react';
import type { Camera, TokenOf } from '../../api/types';
import { quote } from '../../data/quote';
import { inContext } from '../../data/residuals/context';
import { rowOf, tokenOf } from '../../data/residuals/rows';
import { fieldOfView } from '../../figures/camera';
import { flatAngle } from '../../figures/flat';
import { scoreText } from '../../figures/numbers';
import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { sameToken } from '../../state/residuals/view';
import { useStore } from '../../state/store';
import { AXIS_NAMES, axisName, DEFAULT_CAMERA, sameCamera } from '../../state/view';
import { STRINGS } from '../../strings';
import type { HoverText } from '../HoverCard';
import { hasWebGL } from '../loadPlotly';
import { PointCanvas } from '../PointCanvas';
import { Scene } from '../Scene';
import type { PickedPoint } from '../usePlot';
import { Awaited } from './Awaited';
import { goTo } from './goTo';
import { HoveredToken } from './HoveredToken';
import { RowLegend } from './RowLegend';
import { ScatterChoices } from './ScatterChoices';
import styles from './ScatterPanel.module.css';
import { SceneMark } from './SceneMark';
import type { ReadyResiduals } from './useReady';
import { useRows } from './useRows';
import { type Scatter, useScatter } from './useScatter';

const t = STRINGS.residualsFigures.scatter;
const AROUND = 5;

export function ScatterPanel({ ready }: { ready: ReadyResiduals }) {
  const { rows, with0, flip0 } = useRows(ready.basis, ready.shown);
  const { scatter, busy, error, retry } = useScatter(ready, rows, with0);
  return (
    <div className={styles.panel} data-testid="scatter">
      <div className={styles.scene} data-busy={busy}>
        {scatter ? (
          <Picture ready={ready} scatter={scatter} nDrawn={rows.length} />
        ) : (
          <Awaited error={error} retry={retry} />
        )}
      </div>
      <HoveredToken ready={ready} scatter={scatter} />
      {scatter && <RowLegend legend={scatter.coloring.legend} name={scatter.name} />}
      <ScatterChoices ready={ready} with0={with0} flip0={flip0} />
    </div>
  );
}

interface PictureProps {
  ready: ReadyResiduals;
  scatter: Scatter;
  nDrawn: number;
}

function Picture({ ready, scatter, nDrawn }: PictureProps) {
  const { view, site, labels } = ready;
  const { shown, points, pathFirst, axes, figure, values } = scatter;
  const { want, hover } = useResiduals();
  const announce = useStore((state) => state.announce);

  /** The row of a point: those of the path are one prompt's, drawn once more. */
  const rowAt = useCallback(
    ({ set, index }: PickedPoint): number => (set === 'sums' ? pathFirst + index : index),
    [pathFirst],
  );
  const lit = useRef<TokenOf>(undefined);
  const onHover = useCallback(
    (point: PickedPoint | undefined) => {
      const token = point && tokenOf(shown.offsets, rowAt(point));
      // Plotly hears late that the pointer is gone: by then another token may be lit elsewhere.
      if (token || sameToken(useResiduals.getState().hovered, lit.current)) hover(token);
      lit.current = token;
    },
    [hover, shown, rowAt],
  );
  const onPick = useCallback(
    (point: PickedPoint) => {
      const row = rowAt(point);
      const token = tokenOf(shown.offsets, row);
      if (!token) return;
      goTo(token);
      const name = quote(labels[shown.ids[row] ?? -1] ?? '');
      announce(t.focused(name, count(token.prompt + 1), count(token.position)));
    },
    [rowAt, shown, labels, announce],
  );
  const onEscape = useCallback(() => {
    if (!useResiduals.getState().wanted.focus) return;
    want({ focus: null });
    announce(t.released);
  }, [want, announce]);
  const onCamera = useCallback(
    (moved: Camera) => {
      // Rounding is no movement: a stored camera keeps its digits.
      if (!sameCamera(moved, useResiduals.getState().wanted.camera, 1e-9)) want({ camera: moved });
    },
    [want],
  );
  const onReset = useCallback(() => {
    want({ camera: DEFAULT_CAMERA });
    announce(STRINGS.said.camera);
  }, [want, announce]);
  const describe = useCallback(
    (point: PickedPoint): HoverText => {
      const row = rowAt(point);
      const token = tokenOf(shown.offsets, row);
      const { name, ...context } = inContext(shown, labels, row, AROUND);
      const scores = AXIS_NAMES.map((axis) => ({
        axis,
        component: axisName(axes[axis]),
        value: scoreText(points.tokens?.[axis][row]),
      }));
      return {
        set: 'tokens',
        name,
        context,
        caption: t.hover(count((token?.prompt ?? 0) + 1), count(token?.position ?? 0)),
        scores: [
          ...scores,
          {
            axis: '',
            component: STRINGS.residuals.scale[view.reading](scatter.name),
            value: scoreText(values[row]),
          },
        ],
      };
    },
    [rowAt, shown, labels, axes, points, values, scatter.name, view.reading],
  );

  const label = t.label(count(nDrawn), site.name);
  const webgl = useMemo(hasWebGL, []);
  const shared = { camera: view.camera, label, onCamera, onReset };
  const mark = (angle: (width: number, height: number) => number) =>
    points.tokens && <Mark shown={shown} columns={points.tokens} view={view} angle={angle} />;
  if (!webgl) {
    return (
      <>
        <PointCanvas
          id="scatter-scene"
          testId="flat-scatter"
          points={points}
          axes={axes}
          show={scatter.show}
          theme={view.theme}
          aspect={view.aspect}
          paint={scatter.coloring.paint}
          {...shared}
        />
        {mark(flatAngle)}
        <p className={styles.flat}>{t.flat}</p>
      </>
    );
  }
  return (
    <Scene
      id="scatter-scene"
      figure={figure}
      onPick={onPick}
      onEscape={onEscape}
      onHover={onHover}
      describe={describe}
      {...shared}
    >
      {mark(fieldOfView)}
    </Scene>
  );
}

interface MarkProps extends Pick<PictureProps['scatter'], 'shown'> {
  columns: NonNullable<Scatter['points']['tokens']>;
  view: ReadyResiduals['view'];
  angle: (width: number, height: number) => number;
}

/** Alone in following what is hovered: the picture need not hear of it. */
function Mark({ shown, columns, view, angle }: MarkProps) {
  const hovered = useResiduals((state) => state.hovered);
  const row = rowOf(shown.offsets, hovered);
  if (row === undefined) return null;
  return (
    <SceneMark
      columns={columns}
      row={row}
      aspect={view.aspect}
      camera={view.camera}
      angle={angle}
    />
  );
}
