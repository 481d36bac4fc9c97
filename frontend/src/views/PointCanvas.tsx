/** The points on a plain canvas, without WebGL: small, or where there is none. */
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import type { Camera } from '../api/types';
import { rotate, zoom } from '../figures/camera';
import { drawFlat, type FlatInput } from '../figures/flat';
import { blank } from '../figures/raster';
import { STRINGS } from '../strings';
import styles from './PointCanvas.module.css';
import { keyed } from './Scene';

interface Props extends FlatInput {
  camera: Camera;
  onCamera: (camera: Camera) => void;
  onReset: () => void;
  label: string;
  /** In a page that scrolls: the wheel and a finger up or down are the page's. */
  scrolls?: boolean;
  testId: string;
  id?: string;
}

const HALF_TURN = Math.PI;

export function PointCanvas(props: Props) {
  const { points, axes, show, theme, aspect, paint, camera, onCamera, onReset } = props;
  const { label, scrolls = false, testId, id } = props;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const held = useRef<{ x: number; y: number }>(undefined);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const keys = useId();

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    // One picture a frame, however often the pointer reports.
    const frame = requestAnimationFrame(() => {
      if (canvas.current)
        draw(canvas.current, size, { points, axes, show, theme, aspect, paint }, camera);
    });
    return () => cancelAnimationFrame(frame);
  }, [points, axes, show, theme, aspect, paint, camera, size]);

  useEffect(() => {
    const element = host.current;
    if (!element || scrolls) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      onCamera(zoom(camera, Math.exp(event.deltaY / 500)));
    };
    // React's own listener is passive and could not keep the page still.
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [camera, onCamera, scrolls]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moved = keyed(camera, event.key);
    if (moved) onCamera(moved);
    else if (event.key === 'r' || event.key === 'R') onReset();
    else return;
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const from = held.current;
    if (!from) return;
    const reach = Math.max(1, Math.min(size.width, size.height));
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    held.current = { x: event.clientX, y: event.clientY };
    onCamera(rotate(camera, (-dx / reach) * HALF_TURN, (dy / reach) * HALF_TURN));
  };
  const letGo = () => {
    held.current = undefined;
  };

  return (
    <div
      ref={host}
      id={id}
      className={styles.canvas}
      data-testid={testId}
      data-scrolls={scrolls}
      data-camera={JSON.stringify(camera)}
      role="application"
      aria-roledescription={STRINGS.scene.role}
      aria-label={label}
      aria-describedby={keys}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys turn the picture
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { x: event.clientX, y: event.clientY };
      }}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <canvas ref={canvas} />
      <span id={keys} className="visually-hidden">
        {STRINGS.scene.keys}
      </span>
    </div>
  );
}

function draw(
  canvas: HTMLCanvasElement,
  size: { width: number; height: number },
  input: FlatInput,
  camera: Camera,
): void {
  const ratio = Math.min(2, Math.max(1, window.devicePixelRatio));
  const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const image = context.createImageData(width, height);
  const raster = blank(width, height, image.data.buffer);
  const written = drawFlat(raster, input, camera, ratio);
  context.putImageData(image, 0, 0);
  context.font = `${11 * ratio}px ui-sans-serif, system-ui, sans-serif`;
  context.textAlign = 'center';
  for (const { text, x, y, colour } of written) {
    context.fillStyle = colour;
    context.fillText(text, x, y - 6 * ratio);
  }
  canvas.dataset.drawn = 'true';
}
