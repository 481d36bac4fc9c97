/** What plotly's scene lacks by touch and by keyboard: pinching, and the end of a touch. */
import type { PlotlyHTMLElement } from 'plotly.js/lib/core';
import { type RefObject, useEffect } from 'react';
import type { Camera } from '../api/types';
import { pan, zoom } from '../figures/camera';
import { liveCamera, setMoving } from './plotInternals';
import { REST_PIXEL_RATIO } from './usePlot';

const SETTLE_MS = 120;

interface Gestures {
  host: RefObject<HTMLDivElement | null>;
  moving: RefObject<boolean>;
  onCamera: (camera: Camera) => void;
  onMove: () => void;
}

interface Grip {
  x: number;
  y: number;
  spread: number;
}

function grip(touches: TouchList): Grip | undefined {
  const [a, b] = [touches[0], touches[1]];
  if (!a || !b) return undefined;
  return {
    x: (a.clientX + b.clientX) / 2,
    y: (a.clientY + b.clientY) / 2,
    spread: Math.max(8, Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)),
  };
}

export function useGestures({ host, moving, onCamera, onMove }: Gestures): void {
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const plot = element as unknown as PlotlyHTMLElement;
    let held: Grip | undefined;
    let camera: Camera | undefined;
    let pressed = false;
    let settling: ReturnType<typeof setTimeout> | undefined;

    const start = () => {
      if (moving.current) return;
      moving.current = true;
      setMoving(plot, true, REST_PIXEL_RATIO);
      onMove();
    };
    const stop = () => {
      pressed = false;
      if (!moving.current) return;
      moving.current = false;
      setMoving(plot, false, REST_PIXEL_RATIO);
    };
    // Plotly tells of a movement with the event before the last, and of a finger's never: asked a moment
    // after the last event instead, it knows.
    const settleSoon = () => {
      clearTimeout(settling);
      settling = setTimeout(() => {
        stop();
        const now = liveCamera(plot);
        if (now) onCamera(now);
      }, SETTLE_MS);
    };
    const wheel = () => {
      start();
      settleSoon();
    };
    const up = () => {
      if (moving.current) settleSoon();
      pressed = false;
    };

    const down = (event: PointerEvent) => {
      pressed = event.pointerType !== 'touch';
    };
    const move = (event: PointerEvent) => {
      if (!pressed) return;
      // Let go outside of the window, where nobody hears of it.
      if (event.buttons === 0) up();
      else start();
    };

    // Two fingers are ours, and must not reach plotly, which would turn by whichever moved last.
    const touchStart = (event: TouchEvent) => {
      held = grip(event.touches);
      if (!held) return;
      event.stopPropagation();
      stop();
      onMove();
      camera = liveCamera(plot);
    };
    const touchMove = (event: TouchEvent) => {
      if (!held) {
        start();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      const now = grip(event.touches);
      if (!now || !camera) return;
      const height = Math.max(1, element.clientHeight);
      const moved = pan(camera, (now.x - held.x) / height, (now.y - held.y) / height);
      camera = zoom(moved, held.spread / now.spread);
      held = now;
      onCamera(camera);
    };
    const touchEnd = (event: TouchEvent) => {
      if (held) event.stopPropagation();
      held = grip(event.touches);
      if (!moving.current || event.touches.length > 0) return;
      settleSoon();
    };

    const options = { capture: true, passive: false } as const;
    element.addEventListener('pointerdown', down, true);
    element.addEventListener('pointermove', move, true);
    element.addEventListener('wheel', wheel, { passive: true });
    window.addEventListener('pointerup', up);
    window.addEventListener('blur', up);
    element.addEventListener('touchstart', touchStart, options);
    element.addEventListener('touchmove', touchMove, options);
    element.addEventListener('touchend', touchEnd, options);
    element.addEventListener('touchcancel', touchEnd, options);
    return () => {
      element.removeEventListener('pointerdown', down, true);
      element.removeEventListener('pointermove', move, true);
      element.removeEventListener('wheel', wheel);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('blur', up);
      clearTimeout(settling);
      element.removeEventListener('touchstart', touchStart, options);
      element.removeEventListener('touchmove', touchMove, options);
      element.removeEventListener('touchend', touchEnd, options);
      element.removeEventListener('touchcancel', touchEnd, options);
    };
  }, [host, moving, onCamera, onMove]);
}
