/** Colours of tokens, written to the elements themselves: sixty times a second React would be in the way. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Theme } from '../../api/types';
import type { DirectionOf } from '../../data/residuals/useDirection';
import { shadeOf, TOKEN_COLORS } from '../../figures/residuals/tokenColors';

interface Painted {
  element: HTMLElement;
  row: number;
  color: string | undefined;
}

/** `page` names what is in the room: another page has other elements. */
export function usePaint(
  room: RefObject<HTMLElement | null>,
  direction: DirectionOf | undefined,
  theme: Theme,
  page: string,
): void {
  const tokens = useRef<{ page: string; all: Painted[] }>(undefined);
  useLayoutEffect(() => {
    if (!room.current || !direction) return;
    if (tokens.current?.page !== page) {
      const found = [...room.current.querySelectorAll<HTMLElement>('[data-row]')];
      tokens.current = {
        page,
        all: found.map((element) => ({
          element,
          row: Number(element.dataset.row),
          color: undefined,
        })),
      };
    }
    const start = performance.now();
    const colors = TOKEN_COLORS[theme];
    const { values, range } = direction;
    for (const token of tokens.current.all) {
      const value = values[token.row] ?? 0;
      token.element.dataset.score = value.toPrecision(7);
      const color = colors[shadeOf(value, range)];
      if (color === undefined || color === token.color) continue;
      token.color = color;
      token.element.style.backgroundColor = color;
    }
    performance.measure('residview:paint', { start });
  }, [room, direction, theme, page]);
}
