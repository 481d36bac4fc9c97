import { describe, expect, it } from 'vitest';
import { valuesOf } from './values';

const counts = { positions: 2, tokens: 3, sums: 2 };
const labels = [' the', '👍🏽', '\n'];
const sums = { ids: [2, 0], labels: ['\n', ' the'] };
const plain = (found: ReturnType<typeof valuesOf>) =>
  Object.fromEntries(
    Object.entries(found ?? {}).flatMap(([set, values]) => (values ? [[set, [...values]]] : [])),
  );

describe('valuesOf', () => {
  it('counts positions, ids and characters', () => {
    expect(plain(valuesOf('position', counts, {}))).toEqual({ positions: [0, 1], sums: [0, 1] });
    expect(plain(valuesOf('id', counts, { sums }))).toEqual({ tokens: [0, 1, 2], sums: [2, 0] });
    expect(plain(valuesOf('length', counts, { sums, labels }))).toEqual({
      tokens: [4, 2, 1],
      sums: [1, 4],
    });
  });

  it('takes the root of squared lengths', () => {
    const squares = { tokens: new Float32Array([4, 9, 0]) };
    expect(plain(valuesOf('norm', counts, { squares }))).toEqual({ tokens: [2, 3, 0] });
  });

  it('is nothing where nothing has a value', () => {
    expect(valuesOf('cosine', counts, {})).toBeUndefined();
    expect(valuesOf('kind', counts, {})).toBeUndefined();
  });
});
