import type { Aspect, Axes, Show, Theme } from '../api/types';
import type { PointColumns, SetName } from '../data/columns';
import type { Coloring } from './coloring';
import type { Near } from './near';

/** Points of a set that are drawn once more, to stand out. */
export interface Marked {
  set: SetName;
  ids: readonly number[];
}

/** A point that is looked at, and lines to who is near it and who only looks so. */
export interface Focus {
  set: SetName;
  id: number;
  label: string;
  near: readonly Near[];
  apparent: readonly Near[];
}

export interface SceneInput {
  points: PointColumns;
  axes: Axes;
  /** Directions in words, by their names. */
  directions?: ReadonlyMap<string, string> | undefined;
  show: Show;
  theme: Theme;
  aspect: Aspect;
  /** A small scene wants smaller points. */
  compact: boolean;
  /** A multiple of the usual size of a point. */
  size: number;
  coloring?: Coloring | undefined;
  /** A prompt's tokens, a sum each. */
  sums?: readonly string[] | undefined;
  focus?: Focus | undefined;
  selection?: Marked | undefined;
  hits?: Marked | undefined;
}

/** What a trace holds: the rows of a set from `first` on, or those of `ids`. */
export interface TraceMeta {
  set: SetName;
  /** Whether these are all points, or some of them drawn once more. */
  layer: 'points' | 'marked';
  first: number;
  ids?: Uint32Array;
}

export const idOf = ({ first, ids }: TraceMeta, row: number): number | undefined =>
  ids ? ids[row] : first + row;
