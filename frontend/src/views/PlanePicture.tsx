/** The points of two components on a canvas of our own: no WebGL, and a quarter of a million at hand. */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { type Grid, makeGrid, nearest } from '../figures/grid';
import { candidates } from '../figures/marks';
import { type Frame, moved, type Region, toPixel, zoomed } from '../figures/plane';
import type { Layer } from '../figures/planeLayers';
import { STRINGS } from '../strings';
import { type Drawing, drawPlane } from './drawPlane';
import { HoverCard, type HoverText } from './HoverCard';
import { PlaneAxes, ROOM } from './PlaneAxes';
import styles from './PlanePicture.module.css';
import { usePlaneGestures } from './usePlaneGestures';

export interface PlanePoint {
  set: Layer['set'];
  index: number;
}

interface Props {
  drawing: Drawing;
  frame: Frame;
  titles: { x: string; y: string };
  label: string;
  axes: string;
  numbered: boolean;
  focus: PlanePoint | undefined;
  selecting: boolean;
  describe: (point: PlanePoint) => HoverText;
  onRegion: (region: Region | undefined) => void;
  onBox: (box: Region) => void;
  onPoint: (point: PlanePoint | undefined) => void;
}

const NEAR = 10;
/** Two numbers nearer than this, in pixels, would overlap. */
const APART = 20;
const STEP = 0.08;
const ZOOM = 1.25;

const grids = new WeakMap<Float32Array, { y: Float32Array; grid: Grid }>();
function gridOf({ x, y }: Layer): Grid {
  const known = grids.get(x);
  if (known?.y === y) return known.grid;
  const grid = makeGrid(x, y);
  grids.set(x, { y, grid });
  return grid;
}

function pointAt(layers: readonly Layer[], frame: Frame, at: readonly [number, number]) {
  let best: { point: PlanePoint; distance: number } | undefined;
  for (const layer of layers) {
    const shown = (id: number) => layer.colors[id] !== 0;
    const found = nearest(gridOf(layer), frame, at, NEAR, shown);
    // Later layers lie on top.
    if (found && (!best || found.distance <= best.distance)) {
      best = { point: { set: layer.set, index: found.id }, distance: found.distance };
    }
  }
  return best?.point;
}

export function PlanePicture(props: Props) {
  const { drawing, frame, titles, label, numbered, focus, selecting, describe } = props;
  const { onRegion, onBox, onPoint } = props;
  const field = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [ready, setReady] = useState(false);
  const [hovered, setHovered] = useState<{ point: PlanePoint; x: number; y: number }>();
  const keys = useId();

  const { region, width, height } = frame;
  const { x: along, y: up } = region;

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || width === 0 || height === 0) return;
    const ratio = Math.min(2, Math.max(1, globalThis.devicePixelRatio));
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (element.width !== across) element.width = across;
    if (element.height !== down) element.height = down;
    const start = performance.now();
    drawPlane(context, region, ratio, drawing);
    performance.measure('residview:plane', { start, end: performance.now() });
    setReady(true);
  }, [drawing, region, width, height]);

  const { handlers, box } = usePlaneGestures(field, {
    frame,
    selecting,
    onRegion,
    onBox,
    onTap: (at) => {
      const point = pointAt(drawing.layers, frame, at);
      setHovered(point && { point, x: at[0], y: at[1] });
      onPoint(point);
    },
    onHover: (at) => {
      const point = at && pointAt(drawing.layers, frame, at);
      if (!point) setHovered(undefined);
      else if (point.set !== hovered?.point.set || point.index !== hovered.point.index) {
        setHovered({ point, x: at[0], y: at[1] });
      }
    },
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const middle = [(along[0] + along[1]) / 2, (up[0] + up[1]) / 2] as const;
    const next: Record<string, () => Region | undefined> = {
      ArrowLeft: () => moved(region, -STEP, 0),
      ArrowRight: () => moved(region, STEP, 0),
      ArrowUp: () => moved(region, 0, STEP),
      ArrowDown: () => moved(region, 0, -STEP),
      '+': () => zoomed(region, 1 / ZOOM, middle),
      '=': () => zoomed(region, 1 / ZOOM, middle),
      '-': () => zoomed(region, ZOOM, middle),
      r: () => undefined,
      R: () => undefined,
    };
    const change = next[event.key];
    if (!change) return;
    setHovered(undefined);
    onRegion(change());
    event.preventDefault();
  };

  const positions = drawing.layers.find(({ set }) => set === 'positions');
  const points = useMemo(
    () => drawing.layers.reduce((n, { colors }) => n + colors.filter(Boolean).length, 0),
    [drawing],
  );
  return (
    <div
      id="scene"
      className={styles.room}
      data-testid="plane"
      data-ready={ready}
      data-points={points}
      data-axes={props.axes}
      data-region={JSON.stringify(region)}
      role="application"
      aria-roledescription={STRINGS.flat.plane.role}
      aria-label={label}
      aria-describedby={keys}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the picture
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <PlaneAxes frame={frame} titles={titles} />
      <div
        ref={field}
        className={styles.field}
        data-testid="plane-field"
        data-selecting={selecting}
        style={{ left: ROOM.left, top: ROOM.top, width, height }}
        {...handlers}
      >
        <canvas ref={canvas} className={styles.canvas} style={{ width, height }} />
        <svg className={styles.over} width={width} height={height} aria-hidden="true">
          {numbered && positions && <Numbers layer={positions} frame={frame} />}
          {focus && <Ring layers={drawing.layers} focus={focus} frame={frame} />}
          {box && (
            <rect
              className={styles.box}
              x={Math.min(box.from[0], box.to[0])}
              y={Math.min(box.from[1], box.to[1])}
              width={Math.abs(box.to[0] - box.from[0])}
              height={Math.abs(box.to[1] - box.from[1])}
            />
          )}
        </svg>
        {hovered && <HoverCard text={describe(hovered.point)} x={hovered.x} y={hovered.y} />}
      </div>
      <span id={keys} className="visually-hidden">
        {STRINGS.flat.plane.keys}
      </span>
    </div>
  );
}

/** Positions by number, as in the scene: those that have room. */
function Numbers({ layer, frame }: { layer: Layer; frame: Frame }) {
  const kept: { id: number; x: number; y: number }[] = [];
  for (const id of candidates(layer.x.length)) {
    const [x, y] = toPixel(frame, [layer.x[id] ?? 0, layer.y[id] ?? 0]);
    const inside = x >= 0 && y >= 0 && x <= frame.width && y <= frame.height;
    if (inside && kept.every((other) => Math.hypot(other.x - x, other.y - y) >= APART)) {
      kept.push({ id, x, y });
    }
  }
  return kept.map(({ id, x, y }) => (
    <text key={id} className={styles.number} x={x} y={y - 8} textAnchor="middle">
      {id}
    </text>
  ));
}

function Ring({
  layers,
  focus,
  frame,
}: {
  layers: readonly Layer[];
  focus: PlanePoint;
  frame: Frame;
}) {
  const layer = layers.find(({ set }) => set === focus.set);
  const [x, y] = [layer?.x[focus.index], layer?.y[focus.index]];
  if (x === undefined || y === undefined) return null;
  const [left, top] = toPixel(frame, [x, y]);
  return <circle className={styles.ring} data-testid="plane-focus" cx={left} cy={top} r={8} />;
}
