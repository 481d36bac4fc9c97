/** Sliders: weights as a hand left them, and the unit mix they stand for. */
import type { Direction, Weight } from '../../api/types';
import { isMix, isNamed } from '../../state/residuals/view';
import { normalized } from './mix';

/** A weight per component, from -1 to 1; component c is `weights[c - 1]`. */
export type Sliders = readonly number[];

const clamped = (weight: number) => Math.min(1, Math.max(-1, weight));

/** Where the sliders stand for a direction; of a stored one nothing is known here. */
export function slidersOf(direction: Direction, n: number): number[] {
  const sliders = new Array<number>(n).fill(0);
  if (isNamed(direction)) return sliders;
  const weights = isMix(direction) ? direction : [{ component: direction, weight: 1 }];
  const largest = Math.max(1, ...weights.map(({ weight }) => Math.abs(weight)));
  for (const { component, weight } of weights) {
    if (component <= n) sliders[component - 1] = clamped(weight / largest);
  }
  return sliders;
}

/** The last component that a direction needs a slider for. */
export function lastOf(direction: Direction): number {
  if (isNamed(direction)) return 0;
  return isMix(direction) ? Math.max(...direction.map(({ component }) => component)) : direction;
}

/** The unit mix; nothing where all weights are zero. */
export function mixOf(sliders: Sliders): Weight[] | undefined {
  const weights = normalized(sliders.map((weight, index) => ({ component: index + 1, weight })));
  return weights.length > 0 ? weights : undefined;
}

/** A single component with all the weight is that component: its address is shorter. */
export function directionOf(mix: readonly Weight[]): Direction {
  const [only] = mix;
  return mix.length === 1 && only?.weight === 1 ? only.component : [...mix];
}

/** Uniform on the sphere, with its largest weight at an end of its slider. */
export function randomSliders(n: number, random: () => number = Math.random): number[] {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const drawn = Array.from({ length: n }, normal);
  const largest = Math.max(...drawn.map(Math.abs));
  return drawn.map((weight) => (largest > 0 ? weight / largest : 0));
}

/** A weight as typed; nothing where it is no number. */
export function typedWeight(text: string): number | undefined {
  const value = Number(text.trim().replace(/[−–]/g, '-').replace(',', '.'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : clamped(value);
}
