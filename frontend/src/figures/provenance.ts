/** The line under the scene: what is shown, and how it came about. */
import type { Axes, BasisOut, ModelOut, Show } from '../api/types';
import { setOf } from '../data/columns';
import { meansOf } from '../state/positions';
import { AXIS_NAMES, type AxisName, axisName, isDirection } from '../state/view';
import { STRINGS } from '../strings';
import { count, percent } from './shares';

const SCHEMES: Record<ModelOut['positional_scheme'], string> = {
  learned: 'learned positions',
  rotary: 'rotary positions',
  alibi: 'ALiBi positions',
  none: 'no positions',
};
export const schemeText = (model: ModelOut): string => SCHEMES[model.positional_scheme];

export const shortHash = (hash: string): string => hash.slice(0, 8);

/** "positions 1–127, position 0 left out" */
export function rowsText(basis: BasisOut): string {
  const { first_row: first, n_rows: rows, fitted_on: set } = basis;
  if (set === 'positions' && rows > 0) {
    const span = `positions ${count(first)}–${count(first + rows - 1)}`;
    if (first === 0) return span;
    const left = first === 1 ? 'position 0' : `positions 0–${count(first - 1)}`;
    return `${span}, ${left} left out`;
  }
  if (set === 'both') {
    const text = `${count(rows)} rows, positions and tokens`;
    return first === 0 ? text : `${text}, position 0 left out`;
  }
  const text = `${count(rows)} ${set}`;
  if (first === 0) return text;
  return `${text}, the first ${first === 1 ? 'one' : count(first)} left out`;
}

const takesPositions = (fittedOn: string) => fittedOn === 'positions' || fittedOn === 'both';

/** What tells this basis from the others of its model: only choices that are not the usual ones. */
export function basisName({ fitted_on, first_row, centered, scaled }: BasisOut): string {
  const choices = [
    ...(takesPositions(fitted_on) && first_row === 0 ? [STRINGS.choices.with0] : []),
    ...(centered ? [] : [STRINGS.choices.raw]),
    ...(scaled ? [STRINGS.choices.scaled] : []),
  ];
  return STRINGS.basisName(fitted_on, choices);
}

const METHODS: Record<string, string> = { pca: 'PCA' };

export const fitText = (basis: BasisOut): string =>
  `${METHODS[basis.method] ?? basis.method} of ${rowsText(basis)}, ` +
  (basis.centered ? 'centred' : 'not centred') +
  (basis.scaled ? ', scaled to unit variance' : '');

/** What a picture shows beyond the tables of its model. */
export interface Details {
  /** Ids that are drawn, where classes are switched off. */
  kept?: { [set: string]: { length: number } | undefined } | undefined;
  /** How many tokens a prompt has whose sums are drawn. */
  sums?: number | undefined;
  /** How many prompts positions are means over. */
  prompts?: number | undefined;
  /** Directions in words, by their names. */
  directions?: ReadonlyMap<string, string> | undefined;
  /** The axes that there are: all three, unless said. */
  names?: readonly AxisName[] | undefined;
}

export const axesText = (
  axes: Axes,
  basis: BasisOut,
  { directions, names = AXIS_NAMES }: Details = {},
): string =>
  `axes ${names
    .map((name) => {
      const axis = axes[name];
      if (isDirection(axis)) return directions?.get(axis) ?? axis;
      const share = basis.variance_shares[axis - 1];
      return share === undefined ? axisName(axis) : `${axisName(axis)} ${percent(share)}`;
    })
    .join(', ')}`;

export interface PointCount {
  set: string;
  text: string;
}

/** Mean residuals are of somewhere, and of so many prompts. */
function rowsIn(pointSet: string, prompts: number | undefined): string {
  const means = meansOf(pointSet);
  if (!means) return pointSet;
  const many = prompts === undefined ? 'the prompts' : `${count(prompts)} prompts`;
  return `mean residuals by position, at ${means.site} over ${many} of ${means.promptSet}`;
}

/** "128 positions", "4,096 tokens (hidden)": what is there, and what of it is drawn. */
export const pointCounts = (
  model: ModelOut,
  show: Show,
  { kept, sums, prompts }: Details = {},
): PointCount[] => [
  ...model.point_sets.flatMap(({ n, name }) => {
    const set = setOf(name);
    if (!set || (set === 'unembedding' && !show.unembedding)) return [];
    const off = n - (kept?.[set]?.length ?? n);
    const rest = !show[set] ? ' (hidden)' : off > 0 ? ` (${count(off)} of them switched off)` : '';
    return [{ set, text: `${count(n)} ${rowsIn(name, prompts)}${rest}` }];
  }),
  ...(sums ? [{ set: 'sums', text: `${count(sums)} sums of token + position` }] : []),
];

/** Rows of a table that are not points, where there are any. */
export const leftOutText = (model: ModelOut): string | undefined => {
  const texts = model.point_sets
    .filter(({ left_out }) => left_out > 0)
    .map(({ left_out, name }) => {
      const rows = left_out === 1 ? '1 row' : `${count(left_out)} rows`;
      return `${rows} of ${name} left out: no token has their id`;
    });
  return texts.length > 0 ? texts.join('; ') : undefined;
};

export interface Provenance {
  before: string[];
  points: PointCount[];
  after: string[];
}

export function provenance(
  model: ModelOut,
  basis: BasisOut,
  axes: Axes,
  show: Show,
  details: Details = {},
): Provenance {
  const leftOut = leftOutText(model);
  return {
    before: [
      model.name,
      `rev ${shortHash(model.revision)}`,
      `${model.architecture}, ${schemeText(model)}`,
      fitText(basis),
      axesText(axes, basis, details),
    ],
    points: pointCounts(model, show, details),
    after: [...(leftOut ? [leftOut] : []), `first residual: ${model.first_residual}`],
  };
}
