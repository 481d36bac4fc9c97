/** Which point set is drawn as positions: the model's table, or mean residuals of a capture, a row for each position. */
import type { ModelOut, PointSetOut } from '../api/types';
import { DEFAULT_POSITIONS } from './view';

const OF_RESIDUALS = /^positions@([^@]+)@(.+)$/;

export const isPositions = (name: string): boolean =>
  name === DEFAULT_POSITIONS || OF_RESIDUALS.test(name);

/** The site and the prompt set that mean residuals are of; nothing for the table. */
export function meansOf(name: string): { site: string; promptSet: string } | undefined {
  const [, site, promptSet] = OF_RESIDUALS.exec(name) ?? [];
  return site !== undefined && promptSet !== undefined ? { site, promptSet } : undefined;
}

/** The model without the sets of positions that are not drawn, so that one is left at most. */
export const asSeen = (model: ModelOut, positions: string): ModelOut => ({
  ...model,
  point_sets: model.point_sets.filter(({ name }) => name === positions || !isPositions(name)),
});

/** Of a model as it is seen. */
export const positionsOf = (model: ModelOut): PointSetOut | undefined =>
  model.point_sets.find(({ name }) => isPositions(name));
