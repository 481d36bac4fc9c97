/** Directions by name, in as few words as tell them apart. */
import type { Direction, Weight } from '../../api/types';
import { isMix, isNamed } from './view';

const SPELLED_OUT = 3;

const term = ({ component, weight }: Weight, first: boolean): string => {
  const size = Math.abs(weight).toFixed(2);
  const sign = weight < 0 ? '−' : first ? '' : '+';
  return `${first ? sign : `${sign} `}${size} PC${component}`;
};

/** "PC3", "0.80 PC1 − 0.60 PC4", "mix of 7 components", or a stored direction's own name. */
export function directionName(direction: Direction): string {
  if (isNamed(direction)) return direction;
  if (!isMix(direction)) return `PC${direction}`;
  const weights = direction.filter(({ weight }) => weight !== 0);
  const [only] = weights;
  if (weights.length === 1 && only && only.weight > 0) return `PC${only.component}`;
  if (weights.length > SPELLED_OUT) return `mix of ${weights.length} components`;
  return weights.map((weight, index) => term(weight, index === 0)).join(' ');
}
