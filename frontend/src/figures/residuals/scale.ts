/**
 * The colours of scores, around 0: the hues and the ends that the prompts have. Theirs is the ground's own colour at
 * 0, where points would vanish; here it is a grey.
 */
import type { Theme } from '../../api/types';
import { banded, type Paint } from '../coloring';
import { DIVERGING, NEUTRAL } from '../ramps';

/** Where all scores are 0 there is no scale: all are in its middle. */
export function scorePaint(values: Float32Array, range: number, theme: Theme): Paint {
  if (!(range > 0)) return { colors: [NEUTRAL[theme]], of: new Uint8Array(values.length) };
  return { colors: DIVERGING[theme], of: banded(values, -range, range) };
}

export function bandColor(value: number, range: number, theme: Theme): string {
  const { colors, of } = scorePaint(Float32Array.of(value), range, theme);
  return colors[of[0] ?? 0] ?? NEUTRAL[theme];
}
