/** Position is blue and tokens are red, in both themes and for the colour-blind. */
import type { Theme } from '../api/types';

export type Ramp = readonly (readonly [number, string])[];

export interface Palette {
  background: string;
  ink: string;
  faint: string;
  grid: string;
  zero: string;
  mark: string;
  /** Behind a number, so that it can be read upon points. */
  plate: string;
  /** In the order of the ids, a band each. */
  token: readonly string[];
  unembedding: readonly string[];
  /** Token and position together: of both colours. */
  sums: string;
  focus: string;
  /** Lines to true neighbours, and to those that only look near. */
  near: string;
  apparent: string;
  selection: string;
  hits: string;
  position: Ramp;
  path: string;
}

export const PALETTES: Record<Theme, Palette> = {
  dark: {
    background: '#0f1117',
    ink: '#c6ccd8',
    faint: '#7d8597',
    grid: '#20242e',
    zero: '#363c4a',
    mark: '#f1f5fb',
    plate: 'rgba(15,17,23,0.6)',
    token: ['#ff8a83', '#ff6e6b', '#ff5d5d', '#db3f4b'],
    unembedding: ['#ffc078', '#ffa94d', '#f08c00', '#c96f00'],
    sums: '#c9a2ff',
    focus: '#ffffff',
    near: '#5fe3a1',
    apparent: '#f2c14e',
    selection: '#66e0ff',
    hits: '#fff176',
    position: [
      [0, '#1c7ed6'],
      [0.5, '#4dabf7'],
      [1, '#d0ebff'],
    ],
    path: '#2b5d8f',
  },
  light: {
    background: '#fdfdfe',
    ink: '#39404e',
    faint: '#727a8a',
    grid: '#e9ecf1',
    zero: '#c9cfd9',
    mark: '#141821',
    plate: 'rgba(253,253,254,0.72)',
    token: ['#a3121d', '#c21f27', '#d6282d', '#ee5f5b'],
    unembedding: ['#8a4b00', '#ad5f00', '#c97a12', '#df9a3c'],
    sums: '#7a3fd0',
    focus: '#000000',
    near: '#0b7a43',
    apparent: '#a86f00',
    selection: '#0b6f8a',
    hits: '#3d1fb8',
    position: [
      [0, '#0b2f66'],
      [0.5, '#1c6fc4'],
      [1, '#63abea'],
    ],
    path: '#a9c8e8',
  },
};

/** For a swatch: the same shades as the points have. */
export const gradient = (colours: Ramp | readonly string[]): string => {
  const stops = colours.map((stop) =>
    typeof stop === 'string' ? stop : `${stop[1]} ${100 * stop[0]}%`,
  );
  return `linear-gradient(90deg, ${stops.join(', ')})`;
};
