/** What is wanted, set against what the server has: pure, and each fallback is named. */
import type { BasisOut, ModelOut, Point, Theme, ViewState } from '../api/types';
import type { Refusal } from '../strings';
import {
  AXIS_NAMES,
  DEFAULT_AXES,
  DEFAULT_BASIS,
  DEFAULT_K,
  isDirection,
  type Wanted,
} from './view';

export const defaultBasis = (bases: readonly BasisOut[]): BasisOut | undefined =>
  bases.find((basis) => basis.name === DEFAULT_BASIS) ?? bases[0];

export interface Chosen<T> {
  item: T;
  refusal?: Refusal;
}

function choose<T extends { name: string }>(
  parameter: string,
  name: string | undefined,
  items: readonly T[],
  fallback: T | undefined,
): Chosen<T> | undefined {
  const item = items.find((candidate) => candidate.name === name);
  if (item) return { item };
  if (!fallback) return undefined;
  if (name === undefined) return { item: fallback };
  return {
    item: fallback,
    refusal: { parameter, value: name, reason: 'not-here', used: fallback.name },
  };
}

export const chooseModel = (wanted: Wanted, models: readonly ModelOut[]) =>
  choose('model', wanted.model, models, models[0]);

export const chooseBasis = (wanted: Wanted, bases: readonly BasisOut[]) =>
  choose('basis', wanted.basis, bases, defaultBasis(bases));

/** How many components are measured at most; the server says the same. */
export const MAX_SUBSPACE = 64;

const notHere = (parameter: string, value: string | number, used: string): Refusal => ({
  parameter,
  value: String(value),
  reason: 'not-here',
  used,
});

const hasPoint = (model: ModelOut, { point_set, id }: Point): boolean =>
  model.point_sets.some(({ name, n }) => name === point_set && id < n);

export interface Resolved {
  view: ViewState;
  refusals: Refusal[];
}

export function resolve(
  wanted: Wanted,
  model: Chosen<ModelOut>,
  basis: Chosen<BasisOut>,
  systemTheme: Theme,
): Resolved {
  const refusals = [model.refusal, basis.refusal].filter((item) => item !== undefined);
  const last = Math.max(1, basis.item.n_components);
  // The same object while nothing is changed in it: pictures are remembered by identity.
  let axes = wanted.axes;
  for (const axis of AXIS_NAMES) {
    const component = axes[axis];
    if (isDirection(component) || component <= last) continue;
    const used = Math.min(DEFAULT_AXES[axis] as number, last);
    if (component !== DEFAULT_AXES[axis]) {
      refusals.push(notHere(axis, component, `PC${used}`));
    }
    axes = { ...axes, [axis]: used };
  }
  const { color } = wanted;
  const colorFits = color.by !== 'component' || color.component <= last;
  if (!colorFits) refusals.push(notHere('color', `component:${color.component}`, 'PC1'));
  const measured = Math.min(last, MAX_SUBSPACE);
  if (wanted.k > measured && wanted.k !== DEFAULT_K) {
    refusals.push(notHere('k', wanted.k, String(measured)));
  }
  const { focus } = wanted;
  const focusFits = focus === null || hasPoint(model.item, focus);
  if (!focusFits) refusals.push(notHere('focus', `${focus.point_set}:${focus.id}`, 'No point'));
  return {
    view: {
      version: 2,
      model: model.item.name,
      basis: basis.item.name,
      axes,
      show: wanted.show,
      sums: wanted.sums,
      color: colorFits ? color : { ...color, component: 1 },
      focus: focusFits ? focus : null,
      selection: wanted.selection,
      stage: wanted.stage,
      side: wanted.side,
      k: Math.min(wanted.k, measured),
      size: wanted.size,
      theme: wanted.theme ?? systemTheme,
      aspect: wanted.aspect,
      camera: wanted.camera,
    },
    refusals,
  };
}
