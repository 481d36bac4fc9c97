/** The scales of colour for numbers and classes, made here, in both themes. */
import type { Theme, TokenClass } from '../api/types';
import { hex, oklch } from './oklab';

/** Shades of a continuous scale: plotly is handed so many colours, not one for each point. */
export const BANDS = 24;

const between = (from: number, to: number, share: number) => from + (to - from) * share;
const shares = Array.from({ length: BANDS }, (_, band) => band / (BANDS - 1));

/**
 * From little to much: lightness rises away from the background in even steps (OKLab), and the hue goes from
 * blue over green to yellow, which those who cannot tell red from green can follow. Reads in greys too.
 */
function sequential(theme: Theme): string[] {
  return shares.map((share) =>
    theme === 'dark'
      ? hex(oklch(between(0.36, 0.93, share), between(0.15, 0.17, share), between(285, 105, share)))
      : hex(
          oklch(between(0.86, 0.28, share), between(0.13, 0.12, share), between(100, 285, share)),
        ),
  );
}

/** Below and above the middle: blue and orange, further from the background with every step from grey. */
function diverging(theme: Theme): string[] {
  return shares.map((share) => {
    const away = Math.abs(2 * share - 1);
    const lightness = theme === 'dark' ? between(0.4, 0.84, away) : between(0.82, 0.42, away);
    return hex(oklch(lightness, 0.17 * away, share < 0.5 ? 255 : 65));
  });
}

export const SEQUENTIAL: Record<Theme, readonly string[]> = {
  dark: sequential('dark'),
  light: sequential('light'),
};
export const DIVERGING: Record<Theme, readonly string[]> = {
  dark: diverging('dark'),
  light: diverging('light'),
};

/** Points that have no value of the kind on show. */
export const NEUTRAL: Record<Theme, string> = { dark: '#5b6273', light: '#a9b0bd' };

/**
 * A colour a class. Nine are more than hue alone can tell apart for everyone, so they differ in lightness too:
 * searched for the largest least distance in CIELAB, over four kinds of sight; `ramps.test.ts` has the bound.
 */
export const CLASS_COLORS: Record<Theme, Record<TokenClass, string>> = {
  dark: {
    special: '#fffde4',
    bytes: '#9458bf',
    whitespace: '#92cb78',
    word_start: '#b06f07',
    letters: '#fec91c',
    digits: '#50e6ff',
    punctuation: '#724eff',
    other_script: '#ff5aa2',
    mixed: '#156b3d',
  },
  light: {
    special: '#310b3f',
    bytes: '#8e9b9f',
    whitespace: '#742429',
    word_start: '#9a850b',
    letters: '#f7bb15',
    digits: '#095ee3',
    punctuation: '#231584',
    other_script: '#cc65cc',
    mixed: '#0ca25e',
  },
};
