/** Slow turning by itself: not part of a view, and over as soon as anyone touches the scene. */
import type { PlotlyHTMLElement } from 'plotly.js/lib/core';
import { type RefObject, useEffect } from 'react';
import { create } from 'zustand';
import type { Camera } from '../api/types';
import { rotate } from '../figures/camera';
import { liveCamera, placeCamera, setMoving } from './plotInternals';
import { REST_PIXEL_RATIO } from './usePlot';

interface Rotation {
  on: boolean;
  /** Leaves the camera where it is, and says so to the page before it returns. */
  finish: (() => void) | undefined;
  set: (on: boolean) => void;
}

export const useRotating = create<Rotation>()((set, get) => ({
  on: false,
  finish: undefined,
  set: (on) => {
    if (!on) get().finish?.();
    set({ on });
  },
}));

export const prefersStillness = (): boolean =>
  window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Once around in a minute. */
const RADIANS_A_MS = (2 * Math.PI) / 60_000;

interface Turning {
  host: RefObject<HTMLDivElement | null>;
  moving: RefObject<boolean>;
  ready: boolean;
  onCamera: (camera: Camera) => void;
}

const TOUCHES = ['pointerdown', 'wheel', 'keydown', 'touchstart'] as const;

export function useRotation({ host, moving, ready, onCamera }: Turning): void {
  const { on, set } = useRotating();

  useEffect(() => {
    const element = host.current;
    if (!on || !ready || !element) return;
    const plot = element as unknown as PlotlyHTMLElement;
    const stop = () => set(false);
    const still = window.matchMedia('(prefers-reduced-motion: reduce)');
    moving.current = true;
    setMoving(plot, true, REST_PIXEL_RATIO);
    let before = performance.now();
    let over = false;
    let frame = requestAnimationFrame(function turn(now) {
      const camera = liveCamera(plot);
      // A frame that took long is no reason to jump.
      const passed = Math.min(100, Math.max(0, now - before));
      before = now;
      if (!camera || !placeCamera(plot, rotate(camera, passed * RADIANS_A_MS, 0))) {
        stop();
        return;
      }
      if (!over) frame = requestAnimationFrame(turn);
    });
    const finish = () => {
      if (over) return;
      over = true;
      cancelAnimationFrame(frame);
      moving.current = false;
      setMoving(plot, false, REST_PIXEL_RATIO);
      const camera = liveCamera(plot);
      if (camera) onCamera(camera);
    };
    useRotating.setState({ finish });
    // Before anyone else hears of it: whoever takes hold of the scene finds it at rest.
    const room = element.parentElement ?? element;
    for (const touch of TOUCHES)
      room.addEventListener(touch, stop, { capture: true, passive: true });
    still.addEventListener('change', stop);
    return () => {
      finish();
      for (const touch of TOUCHES) room.removeEventListener(touch, stop, { capture: true });
      still.removeEventListener('change', stop);
      useRotating.setState({ finish: undefined });
    };
  }, [on, ready, host, moving, onCamera, set]);

  // Left for another picture.
  useEffect(() => () => set(false), [set]);
}
