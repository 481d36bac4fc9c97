/** What is wanted, set against what the server has: pure, and each fallback is named. */
import type { BasisOut, ModelOut, Theme, ViewState } from '../api/types';
import type { Refusal } from './codec';
import { AXIS_NAMES, DEFAULT_AXES, DEFAULT_BASIS, type Wanted } from './view';

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
  // The same object while nothing is changed in it: pictures are remembered by identity.
  let axes = wanted.axes;
  const last = Math.max(1, basis.item.n_components);
  for (const axis of AXIS_NAMES) {
    if (axes[axis] <= last) continue;
    const used = Math.min(DEFAULT_AXES[axis], last);
    const isDefault = axes[axis] === DEFAULT_AXES[axis];
    if (!isDefault) {
      refusals.push({
        parameter: axis,
        value: String(axes[axis]),
        reason: 'not-here',
        used: `PC${used}`,
      });
    }
    axes = { ...axes, [axis]: used };
  }
  return {
    view: {
      version: 1,
      model: model.item.name,
      basis: basis.item.name,
      axes,
      show: wanted.show,
      theme: wanted.theme ?? systemTheme,
      aspect: wanted.aspect,
      camera: wanted.camera,
    },
    refusals,
  };
}
