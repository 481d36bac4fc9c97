/** Pointing at tokens and stepping from one to the next, by one listener for all of them. */
import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useState,
} from 'react';
import type { TokenOf } from '../../api/types';
import { useResiduals } from '../../state/residuals/store';
import { sameToken } from '../../state/residuals/view';

/** A token and where it is, from the room's corner. */
export interface Pointed {
  token: TokenOf;
  row: number;
  x: number;
  y: number;
}

const tokenOf = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;

const named = ({ dataset }: HTMLElement): TokenOf => ({
  prompt: Number(dataset.prompt),
  position: Number(dataset.position),
});

function pointedAt(element: HTMLElement, room: HTMLElement): Pointed {
  const box = element.getBoundingClientRect();
  const corner = room.getBoundingClientRect();
  return {
    token: named(element),
    row: Number(element.dataset.row),
    x: box.left - corner.left,
    y: box.bottom - corner.top - 6,
  };
}

/** The token above or below: the nearest in the line that is. */
function across(all: readonly HTMLElement[], from: HTMLElement, down: boolean) {
  const here = from.getBoundingClientRect();
  const lines = all
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => (down ? box.top >= here.bottom : box.bottom <= here.top));
  const edge = down
    ? Math.min(...lines.map(({ box }) => box.top))
    : Math.max(...lines.map(({ box }) => box.top));
  return lines
    .filter(({ box }) => Math.abs(box.top - edge) < 2)
    .sort((a, b) => Math.abs(a.box.left - here.left) - Math.abs(b.box.left - here.left))[0]
    ?.element;
}

function nextOf(key: string, all: readonly HTMLElement[], from: HTMLElement) {
  const at = all.indexOf(from);
  switch (key) {
    case 'ArrowRight':
      return all[at + 1];
    case 'ArrowLeft':
      return all[at - 1];
    case 'ArrowDown':
      return across(all, from, true);
    case 'ArrowUp':
      return across(all, from, false);
    case 'Home':
      return all[0];
    case 'End':
      return all.at(-1);
    default:
      return undefined;
  }
}

const PRESSES = ['Enter', ' '];
const MOVES = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End'];

/** `room` is what a card over the tokens is placed in. */
export function useTokens(room: () => HTMLElement | null) {
  const [pointed, setPointed] = useState<Pointed>();
  const hover = useResiduals((state) => state.hover);
  const want = useResiduals((state) => state.want);

  const point = useCallback(
    (target: EventTarget) => {
      const element = tokenOf(target);
      const place = room();
      if (!element || !place) return;
      setPointed(pointedAt(element, place));
      hover(named(element));
    },
    [hover, room],
  );
  const leave = useCallback(() => {
    setPointed(undefined);
    hover(undefined);
  }, [hover]);

  const press = (target: EventTarget) => {
    const element = tokenOf(target);
    if (!element) return;
    const token = named(element);
    const { focus } = useResiduals.getState().wanted;
    want({ focus: sameToken(focus, token) ? null : token });
  };

  const handlers = {
    onPointerOver: (event: PointerEvent) => {
      // A finger points by tapping, which is a click.
      if (event.pointerType !== 'touch') point(event.target);
    },
    onPointerLeave: leave,
    onFocus: (event: FocusEvent) => {
      if (event.target.matches(':focus-visible')) point(event.target);
    },
    onBlur: leave,
    onClick: (event: { target: EventTarget }) => press(event.target),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const from = tokenOf(event.target);
      if (!from || ![...MOVES, ...PRESSES].includes(event.key)) return;
      event.preventDefault();
      if (PRESSES.includes(event.key)) {
        press(from);
        return;
      }
      const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
      nextOf(event.key, all, from)?.focus();
    },
  };
  return { pointed, leave, handlers };
}
