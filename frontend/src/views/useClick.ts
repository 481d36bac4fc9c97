/**
 * A click on a point: pressed and let go in one place. Plotly calls it a click when the button goes down, at the
 * start of every drag too, and draws late enough on a slow machine to name the point after it came up again.
 */
import { type PointerEvent, useEffect, useMemo, useRef } from 'react';
import type { PickedPoint } from './usePlot';

const STILL_PX = 6;
const LATE_MS = 700;

export function useClick(onPick: (point: PickedPoint) => void) {
  const latest = useRef(onPick);
  useEffect(() => {
    latest.current = onPick;
  });
  return useMemo(() => {
    let under: PickedPoint | undefined;
    let pressed: { x: number; y: number } | undefined;
    let waiting = 0;
    return {
      over: (point: PickedPoint | undefined) => {
        under = point;
        if (!point || performance.now() > waiting) return;
        waiting = 0;
        latest.current(point);
      },
      down: (event: PointerEvent) => {
        pressed =
          event.isPrimary && event.button === 0
            ? { x: event.clientX, y: event.clientY }
            : undefined;
        waiting = 0;
        // A finger does not hover: what was under it last is elsewhere.
        if (event.pointerType === 'touch') under = undefined;
      },
      up: (event: PointerEvent) => {
        if (!pressed) return;
        const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > STILL_PX;
        pressed = undefined;
        if (far) return;
        if (under) latest.current(under);
        else waiting = performance.now() + LATE_MS;
      },
    };
  }, []);
}
