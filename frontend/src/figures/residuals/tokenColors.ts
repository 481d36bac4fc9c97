/** Colours for tokens by a number that has a middle: the page's own ground at 0, blue below, orange above. */
import type { Theme } from '../../api/types';
import { hex, oklch } from '../oklab';

/** To each side of 0. */
export const STEPS = 32;

/**
 * Lightness and chroma go in even steps (OKLab) from the ground to the ends; blue and orange are what
 * everyone can tell apart, and both ends are as light, so that neither sign looks the greater. The
 * ends stop where the text upon them still has a contrast of 4.5 (WCAG 2.2).
 */
const ENDS = {
  dark: { ground: 0.185, end: 0.515, chroma: 0.16 },
  light: { ground: 0.992, end: 0.68, chroma: 0.15 },
} as const;
const HUES = { below: 255, above: 52 } as const;

export const TOKEN_INK: Record<Theme, string> = { dark: '#f4f6fb', light: '#12151d' };

const side = (theme: Theme, hue: number, step: number): string => {
  const { ground, end, chroma } = ENDS[theme];
  const share = step / STEPS;
  return hex(oklch(ground + (end - ground) * share, chroma * share, hue));
};

/** From the lowest to the highest; the middle one is 0. */
const scale = (theme: Theme): string[] =>
  Array.from({ length: 2 * STEPS + 1 }, (_, index) => {
    const step = index - STEPS;
    return side(theme, step < 0 ? HUES.below : HUES.above, Math.abs(step));
  });

export const TOKEN_COLORS: Record<Theme, readonly string[]> = {
  dark: scale('dark'),
  light: scale('light'),
};

/** Which of the colours a value has; beyond the range it has the last one. */
export function shadeOf(value: number, range: number): number {
  if (!(range > 0)) return STEPS;
  const share = Math.max(-1, Math.min(1, value / range));
  return STEPS + Math.round(share * STEPS);
}
