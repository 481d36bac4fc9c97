/** A direction in words: the points that it is made of. */
import type { DirectionOut } from '../api/types';
import { isSetName, type SetName } from '../data/columns';
import { count } from './shares';

type Mean = DirectionOut['plus'];

function meanText({ point_set: set, ids }: Mean, nameOf: (set: SetName, id: number) => string) {
  const [only] = ids;
  if (ids.length === 1 && only !== undefined && isSetName(set)) return nameOf(set, only);
  return `mean of ${count(ids.length)} ${set}`;
}

export function directionText(
  { plus, minus }: DirectionOut,
  nameOf: (set: SetName, id: number) => string,
): string {
  const to = meanText(plus, nameOf);
  return minus ? `${to} − ${meanText(minus, nameOf)}` : to;
}
