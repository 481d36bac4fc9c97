/** Numbers as a person reads them. */
import type { ColorBy } from '../api/types';
import { count, percent } from './shares';

/** A true minus sign lines up with the digits. */
const signed = (text: string) => text.replaceAll('-', '−');

/** Three figures are what the eye can use. */
export function scoreText(value: number | undefined): string {
  if (value === undefined) return '–';
  const size = Math.abs(value);
  return signed(
    size !== 0 && size < 0.001 ? value.toExponential(1) : value.toFixed(size < 10 ? 3 : 1),
  );
}

/** The ends of a scale of colours, in its own units. */
export function legendNumber(by: ColorBy, value: number): string {
  switch (by) {
    case 'position':
    case 'id':
    case 'length':
      return count(Math.round(value));
    case 'share_seen':
      return percent(value);
    case 'cosine':
      return signed(value.toFixed(2));
    default:
      return scoreText(value);
  }
}
