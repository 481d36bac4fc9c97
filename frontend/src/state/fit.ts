/** What a basis may be fitted on, and the name that such a fit has on every server. */
import type { BasisOut, FitIn, ModelOut } from '../api/types';

export type Fit = Required<FitIn>;
export type FittedOn = Fit['fitted_on'];

export const FITTED_ON = [
  'positions',
  'tokens',
  'both',
  'unembedding',
] as const satisfies readonly FittedOn[];

/** Only where positions are fitted can position 0 be left out. */
export const takesPositions = (on: FittedOn): boolean => on === 'positions' || on === 'both';

/** `{on}[-raw][-with-0][-scaled]` */
export const fitName = ({ fitted_on, centered, position_0, scaled }: Fit): string =>
  fitted_on +
  (centered ? '' : '-raw') +
  (position_0 && takesPositions(fitted_on) ? '-with-0' : '') +
  (scaled ? '-scaled' : '');

const NAME = /^(positions|tokens|both|unembedding)(-raw)?(-with-0)?(-scaled)?$/;

/** The fit of this name; nothing where the name is no fit's. */
export function fitNamed(name: string): Fit | undefined {
  const [, on, raw, with0, scaled] = NAME.exec(name) ?? [];
  if (on === undefined) return undefined;
  const fit: Fit = {
    fitted_on: on as FittedOn,
    centered: raw === undefined,
    position_0: with0 !== undefined,
    scaled: scaled !== undefined,
  };
  return fitName(fit) === name ? fit : undefined;
}

export const fitOf = (basis: BasisOut): Fit =>
  fitNamed(basis.name) ?? {
    fitted_on: FITTED_ON.find((on) => on === basis.fitted_on) ?? 'tokens',
    centered: basis.centered,
    position_0: basis.first_row === 0,
    scaled: basis.scaled,
  };

export type Obstacle = 'no-positions' | 'no-unembedding' | 'tied';

/** Why a model cannot be fitted on this; nothing where it can. */
export function obstacle(model: ModelOut, on: FittedOn): Obstacle | undefined {
  const has = (set: string) => model.point_sets.some(({ name }) => name === set);
  if (takesPositions(on) && !has('positions')) return 'no-positions';
  if (on === 'unembedding' && !has(on)) {
    return model.tied_unembedding ? 'tied' : 'no-unembedding';
  }
  return undefined;
}
