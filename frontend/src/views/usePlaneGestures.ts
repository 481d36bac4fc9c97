/** Drag, wheel and pinch on a plane: it moves, comes closer, or a box is drawn. */
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { type Frame, fromPixel, moved, type Region, zoomed } from '../figures/plane';

type Place = readonly [number, number];

export interface Gestures {
  frame: Frame;
  selecting: boolean;
  onRegion: (region: Region) => void;
  onBox: (box: Region) => void;
  /** A press that went nowhere. */
  onTap: (place: Place) => void;
  onHover: (place: Place | undefined) => void;
}

const WHEEL = 0.0016;
/** Less than this is a tap. */
const STILL = 4;

export function usePlaneGestures(host: RefObject<HTMLElement | null>, given: Gestures) {
  const [box, setBox] = useState<{ from: Place; to: Place }>();
  const held = useRef(new Map<number, Place>());
  const start = useRef<{ at: Place; boxing: boolean; still: boolean }>(undefined);
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });

  // React's wheel listeners are passive: the page would scroll along.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { frame, onRegion, onHover } = latest.current;
      const lines = event.deltaMode === 1 ? 16 : 1;
      const factor = Math.exp(Math.max(-300, Math.min(300, event.deltaY * lines)) * WHEEL);
      onHover(undefined);
      onRegion(zoomed(frame.region, factor, fromPixel(frame, placeOf(element, event))));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [host]);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const at = placeOf(event.currentTarget, event);
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current.set(event.pointerId, at);
    const boxing = held.current.size === 1 && (given.selecting || event.shiftKey);
    start.current = { at, boxing, still: held.current.size === 1 };
    setBox(undefined);
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const at = placeOf(event.currentTarget, event);
    const before = held.current.get(event.pointerId);
    if (!before || !start.current) {
      given.onHover(at);
      return;
    }
    const began = start.current;
    if (began.still && Math.hypot(at[0] - began.at[0], at[1] - began.at[1]) < STILL) return;
    began.still = false;
    given.onHover(undefined);
    if (began.boxing && held.current.size === 1) {
      setBox({ from: began.at, to: at });
      return;
    }
    const others = [...held.current].filter(([id]) => id !== event.pointerId);
    held.current.set(event.pointerId, at);
    const other = others[0]?.[1];
    const { frame } = given;
    if (!other) {
      const [right, down] = [at[0] - before[0], at[1] - before[1]];
      given.onRegion(moved(frame.region, -right / frame.width, down / frame.height));
      return;
    }
    // Two fingers: what lies between them stays between them.
    const gap = (place: Place) => Math.hypot(place[0] - other[0], place[1] - other[1]) || 1;
    const middle: Place = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2];
    given.onRegion(zoomed(frame.region, gap(before) / gap(at), fromPixel(frame, middle)));
  };

  const release = (event: PointerEvent<HTMLElement>) => {
    if (!held.current.delete(event.pointerId)) return;
    const began = start.current;
    if (held.current.size > 0) return;
    start.current = undefined;
    setBox(undefined);
    if (event.type === 'pointercancel' || !began) return;
    const at = placeOf(event.currentTarget, event);
    if (began.still) given.onTap(at);
    else if (began.boxing) given.onBox(boxOf(given.frame, began.at, at));
  };

  const handlers = {
    onPointerDown,
    onPointerMove,
    onPointerUp: release,
    onPointerCancel: release,
    onPointerLeave: () => given.onHover(undefined),
  };
  return { handlers, box };
}

function placeOf(element: Element, event: { clientX: number; clientY: number }): Place {
  const { left, top } = element.getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

function boxOf(frame: Frame, a: Place, b: Place): Region {
  const [from, to] = [fromPixel(frame, a), fromPixel(frame, b)];
  return {
    x: [Math.min(from[0], to[0]), Math.max(from[0], to[0])],
    y: [Math.min(from[1], to[1]), Math.max(from[1], to[1])],
  };
}
