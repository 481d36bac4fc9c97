/** Shares of the variance, in words. */
import type { Axes, Axis, BasisOut, NearEqual } from '../api/types';
import { AXIS_NAMES, isDirection } from '../state/view';

const NUMBERS = new Intl.NumberFormat('en-US');
export const count = (n: number): string => NUMBERS.format(n);

/** One decimal, more where one would read as nothing. */
export function percent(share: number): string {
  const value = 100 * share;
  if (!(value > 0)) return '0 %';
  if (value < 0.001) return '< 0.001 %';
  if (value < 0.01) return `${value.toFixed(3)} %`;
  return value < 0.1 ? `${value.toFixed(2)} %` : `${value.toFixed(1)} %`;
}

export function componentText(component: number, shares: readonly number[]): string {
  const share = shares[component - 1];
  return share === undefined ? `PC${component}` : `PC${component} · ${percent(share)}`;
}

/** Of what lies on the axes, the components' part; a direction's is not of this sum. */
export const shareOf = (axes: readonly Axis[], shares: readonly number[]): number =>
  [...new Set(axes)].reduce<number>(
    (sum, axis) => sum + (isDirection(axis) ? 0 : (shares[axis - 1] ?? 0)),
    0,
  );

export const nearEqualOf = (
  component: number,
  groups: readonly NearEqual[],
): NearEqual | undefined =>
  groups.find(({ first, last }) => first <= component && component <= last);

/** The groups that the chosen axes touch, each once. */
export function nearEqualGroups(axes: Axes, basis: BasisOut): NearEqual[] {
  const groups = new Set<NearEqual>();
  for (const axis of AXIS_NAMES) {
    const component = axes[axis];
    const group = isDirection(component) ? undefined : nearEqualOf(component, basis.near_equal);
    if (group) groups.add(group);
  }
  return [...groups].sort((a, b) => a.first - b.first);
}
