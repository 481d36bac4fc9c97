import type { Aspect, Axes, Show, Theme } from '../api/types';
import type { PointColumns } from '../data/columns';

export interface SceneInput {
  points: PointColumns;
  axes: Axes;
  show: Show;
  theme: Theme;
  aspect: Aspect;
  /** A small scene wants smaller points. */
  compact: boolean;
}
