import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useId,
  useRef,
  useState,
} from 'react';
import type { Camera } from '../api/types';
import { rotate, zoom } from '../figures/camera';
import type { Figure } from '../figures/scene';
import { STRINGS } from '../strings';
import { HoverCard, type HoverText } from './HoverCard';
import styles from './Scene.module.css';
import { ErrorState } from './states';
import { useClick } from './useClick';
import { useGestures } from './useGestures';
import { type PickedPoint, usePlot } from './usePlot';
import { useRotation } from './useRotation';

interface Props {
  figure: Figure;
  camera: Camera;
  label: string;
  onCamera: (camera: Camera) => void;
  onReset: () => void;
  /** A point was clicked or tapped. */
  onPick: (point: PickedPoint) => void;
  onEscape: () => void;
  describe: (point: PickedPoint) => HoverText;
  /** A point is under the pointer, or none is. */
  onHover?: (point: PickedPoint | undefined) => void;
  /** Another than the page's main picture has another. */
  id?: string;
  /** What lies upon the picture. */
  children?: ReactNode;
}

const STEP = Math.PI / 36;
const ZOOM_STEP = 1.15;

/** The camera after a key, if the key moves it. */
export function keyed(camera: Camera, key: string): Camera | undefined {
  switch (key) {
    case 'ArrowLeft':
      return rotate(camera, -STEP, 0);
    case 'ArrowRight':
      return rotate(camera, STEP, 0);
    case 'ArrowUp':
      return rotate(camera, 0, STEP);
    case 'ArrowDown':
      return rotate(camera, 0, -STEP);
    case '+':
    case '=':
      return zoom(camera, 1 / ZOOM_STEP);
    case '-':
    case '_':
      return zoom(camera, ZOOM_STEP);
    default:
      return undefined;
  }
}

export function Scene(props: Props) {
  const { figure, camera, label, onCamera, onReset, onPick, onEscape, describe, onHover } = props;
  const host = useRef<HTMLDivElement>(null);
  const moving = useRef(false);
  const pointer = useRef({ x: 0, y: 0 });
  const [hovered, setHovered] = useState<{ point: PickedPoint; x: number; y: number }>();
  const keys = useId();

  const click = useClick(onPick);
  const onPoint = useCallback(
    (point: PickedPoint | undefined) => {
      click.over(point);
      const seen = moving.current ? undefined : point;
      setHovered(seen && { point: seen, ...pointer.current });
      onHover?.(seen);
    },
    [click, onHover],
  );
  const onMove = useCallback(() => {
    setHovered(undefined);
    onHover?.(undefined);
  }, [onHover]);

  const { ready, failure } = usePlot(host, figure, camera, moving, { onCamera, onPoint });
  useGestures({ host, moving, onCamera, onMove });
  useRotation({ host, moving, ready, onCamera });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'r' || event.key === 'R') onReset();
    else if (event.key === 'Escape') {
      onMove();
      onEscape();
    } else {
      const moved = keyed(camera, event.key);
      if (!moved) return;
      onMove();
      onCamera(moved);
    }
    event.preventDefault();
  };
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    pointer.current = { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  if (failure) {
    return <ErrorState title={STRINGS.errors.drawingTitle} detail={failure.message} />;
  }
  return (
    <div
      id={props.id ?? 'scene'}
      className={styles.scene}
      data-testid="scene"
      role="application"
      aria-roledescription={STRINGS.scene.role}
      aria-label={label}
      aria-describedby={keys}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys turn the scene
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDownCapture={(event) => {
        follow(event);
        click.down(event);
      }}
      onPointerMoveCapture={follow}
      onPointerUpCapture={click.up}
      onPointerLeave={onMove}
      onWheel={onMove}
    >
      <div ref={host} className={styles.plot} />
      <span id={keys} className="visually-hidden">
        {STRINGS.scene.keys}
      </span>
      {props.children}
      {hovered && <HoverCard text={describe(hovered.point)} x={hovered.x} y={hovered.y} />}
    </div>
  );
}
