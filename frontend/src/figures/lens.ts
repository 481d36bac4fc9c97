/** A probability as a colour, and an ink that is legible on it. */
import type { Theme } from '../api/types';
import { STRINGS } from '../strings';
import { channels } from './oklab';
import { BANDS, SEQUENTIAL } from './ramps';

export interface Shade {
  background: string;
  ink: string;
}

const INKS = ['#0b0d12', '#ffffff'] as const;

const linear = (channel: number) =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

/** Relative luminance, as WCAG 2 defines it. */
export function luminance(color: string): number {
  const [r, g, b] = channels(color);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

export function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const legibleOn = (background: string): string =>
  contrast(INKS[0], background) > contrast(INKS[1], background) ? INKS[0] : INKS[1];

const SHADES: Record<Theme, readonly Shade[]> = {
  dark: SEQUENTIAL.dark.map((background) => ({ background, ink: legibleOn(background) })),
  light: SEQUENTIAL.light.map((background) => ({ background, ink: legibleOn(background) })),
};

export function shadeOf(probability: number, theme: Theme): Shade {
  const band = Math.min(BANDS - 1, Math.max(0, Math.floor(probability * BANDS)));
  return SHADES[theme][band] as Shade;
}

/** The scale itself, for a legend. */
export const scaleGradient = (theme: Theme): string =>
  `linear-gradient(to right, ${SEQUENTIAL[theme].join(', ')})`;

/** "before block 2", "after block 3". */
export function stopText(site: string): string {
  const [layer = '0', part] = site.split('.');
  return part === 'resid_post'
    ? STRINGS.lens.after(Number(layer))
    : STRINGS.lens.before(Number(layer));
}
