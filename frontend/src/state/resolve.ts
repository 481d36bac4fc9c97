/** What is wanted, set against what the server has: pure, and each fallback is named. */
import type { BasisOut, ModelOut, Point, Theme, ViewState } from '../api/types';
import type { Refusal } from '../strings';
import {
  AXIS_NAMES,
  DEFAULT_AXES,
  DEFAULT_BASIS,
  DEFAULT_K,
  DEFAULT_POSITIONS,
  inModel,
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

export const chooseModel = (wanted: Pick<Wanted, 'model'>, models: readonly ModelOut[]) =>
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

const has = (model: ModelOut, pointSet: string): boolean =>
  model.point_sets.some(({ name }) => name === pointSet);

const hasPoint = (model: ModelOut, { point_set, id }: Point): boolean =>
  model.point_sets.some(({ name, n }) => name === point_set && id < n);

/** What an address names of a model that is not here, and what is shown instead. */
function ofAnotherModel({ positions, axes, sums, focus, selection }: Wanted): Refusal[] {
  const refusals: Refusal[] = [];
  if (positions !== DEFAULT_POSITIONS) {
    refusals.push(notHere('positions', positions, DEFAULT_POSITIONS));
  }
  for (const axis of AXIS_NAMES) {
    const name = axes[axis];
    if (isDirection(name)) refusals.push(notHere(axis, name, `PC${DEFAULT_AXES[axis]}`));
  }
  if (sums !== null) refusals.push(notHere('sums', sums, 'No prompt'));
  if (focus) refusals.push(notHere('focus', `${focus.point_set}:${focus.id}`, 'No point'));
  if (selection) {
    refusals.push(notHere('select', `${selection.point_set}:${selection.ids}`, 'No selection'));
  }
  return refusals;
}

export interface Resolved {
  view: ViewState;
  refusals: Refusal[];
}

const lastId = (ids: string): number => Number(ids.split(/[,-]/).at(-1));

export function resolve(
  asked: Wanted,
  model: Chosen<ModelOut>,
  basis: Chosen<BasisOut>,
  systemTheme: Theme,
): Resolved {
  const refusals = [model.refusal, basis.refusal].filter((item) => item !== undefined);
  // Points of another model are other points in the one that stands in for it.
  const wanted = model.refusal ? { ...asked, ...inModel(model.item.name, asked) } : asked;
  if (model.refusal) refusals.push(...ofAnotherModel(asked));
  const { positions } = wanted;
  // A model need not have a table of its own: then there is nothing to draw, and the page says so.
  const positionsFit = positions === DEFAULT_POSITIONS || has(model.item, positions);
  if (!positionsFit) refusals.push(notHere('positions', positions, DEFAULT_POSITIONS));
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
  const { selection } = wanted;
  const selectionFits =
    selection === null ||
    selection.point_set === wanted.sums ||
    hasPoint(model.item, { point_set: selection.point_set, id: lastId(selection.ids) });
  if (!selectionFits) {
    refusals.push(notHere('select', `${selection.point_set}:${selection.ids}`, 'No selection'));
  }
  return {
    view: {
      version: 3,
      page: 'embeddings',
      model: model.item.name,
      basis: basis.item.name,
      positions: positionsFit ? positions : DEFAULT_POSITIONS,
      axes,
      show: wanted.show,
      sums: wanted.sums,
      color: colorFits ? color : { ...color, component: 1 },
      focus: focusFits ? focus : null,
      selection: selectionFits ? selection : null,
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
