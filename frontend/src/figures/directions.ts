/** A direction in words: the points that it is made of. */
import type { DirectionOut } from '../api/types';
import { type SetName, setOf } from '../data/columns';
import { STRINGS } from '../strings';
import { count } from './shares';

type Mean = DirectionOut['plus'];

function meanText({ point_set: name, ids }: Mean, nameOf: (set: SetName, id: number) => string) {
  const [only] = ids;
  const set = setOf(name);
  if (ids.length === 1 && only !== undefined && set) return nameOf(set, only);
  return `mean of ${count(ids.length)} ${STRINGS.find.sets(name)}`;
}

export function directionText(
  { plus, minus }: DirectionOut,
  nameOf: (set: SetName, id: number) => string,
): string {
  const to = meanText(plus, nameOf);
  return minus ? `${to} − ${meanText(minus, nameOf)}` : to;
}
