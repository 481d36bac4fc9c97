import { describe, expect, it } from 'vitest';
import { ordered } from './order';
import { idsWithin } from './within';

describe('rows in order', () => {
  const keys: Record<number, number | undefined> = { 1: 3, 2: -10, 3: Number.NaN, 4: 3, 5: 20 };
  const keyOf = (id: number) => keys[id];

  it('go by number, ties by id, and the unknown last', () => {
    expect(ordered([5, 4, 3, 2, 1], keyOf, false)).toEqual([2, 1, 4, 5, 3]);
    expect(ordered([5, 4, 3, 2, 1], keyOf, true)).toEqual([5, 1, 4, 2, 3]);
  });

  it('go by text letter by letter', () => {
    const names = ['b', ' b', 'a'];
    expect(ordered([0, 1, 2], (id) => names[id], false)).toEqual([1, 2, 0]);
  });
});

describe('rows within bounds', () => {
  const values = Float32Array.of(0, 1, 2, 3);

  it('include both ends', () => {
    expect(idsWithin([{ values, bounds: { least: 1, most: 2 } }])).toEqual([1, 2]);
  });

  it('meet every condition', () => {
    const other = Float32Array.of(5, -5, 5, 5);
    const bounds = { least: 0, most: 2 };
    const beyond = { least: 0, most: Number.POSITIVE_INFINITY };
    expect(
      idsWithin([
        { values, bounds },
        { values: other, bounds: beyond },
      ]),
    ).toEqual([0, 2]);
  });
});
