import { describe, expect, it } from 'vitest';
import type { Columns } from '../data/columns';
import { apparentNeighbors, LINES, rankOf, TRULY_NEAR, trueNeighbors } from './near';

/** Cosines that fall with the id, so that the true order is 1, 2, 3, …; in the picture it is turned round. */
const N = 200;
const cosines = Float32Array.from({ length: N }, (_, id) => 1 - id / N);
const columns: Columns = {
  x: Float32Array.from({ length: N }, (_, id) => (id === 0 ? N : id)),
  y: new Float32Array(N),
  z: new Float32Array(N),
};
const picture = {
  columns,
  box: {
    x: [0, N] as [number, number],
    y: [-1, 1] as [number, number],
    z: [-1, 1] as [number, number],
  },
  sides: { x: 1, y: 1, z: 1 },
};

describe('trueNeighbors', () => {
  it('are the largest cosines, without the point itself', () => {
    const found = trueNeighbors(cosines, 0);
    expect(found.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(found.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(trueNeighbors(cosines, 2, 3).map(({ id }) => id)).toEqual([0, 1, 3]);
  });

  it('are all there are in a small set', () => {
    expect(trueNeighbors(Float32Array.of(0.2, 1, 0.9), 1).map(({ id }) => id)).toEqual([2, 0]);
    expect(trueNeighbors(Float32Array.of(1), 0)).toEqual([]);
  });
});

describe('apparentNeighbors', () => {
  it('are near in the picture and far in truth, with their rank there', () => {
    const found = apparentNeighbors(picture, cosines, 0);
    expect(found.length).toBe(LINES);
    expect(found.map(({ id }) => id)).toEqual([199, 198, 197, 196, 195, 194, 193, 192]);
    expect(found[0]?.rank).toBe(199);
  });

  it('leave out whoever is truly near', () => {
    const same = {
      ...picture,
      columns: { ...columns, x: Float32Array.from({ length: N }, (_, i) => i) },
    };
    const found = apparentNeighbors(same, cosines, 0);
    expect(found.map(({ rank }) => rank > TRULY_NEAR)).toEqual(Array(LINES).fill(true));
    expect(found[0]?.id).toBe(TRULY_NEAR + 1);
  });

  it('measure in the proportions of the picture, and only what is drawn', () => {
    const drawn = Uint32Array.from({ length: N / 2 }, (_, i) => 2 * i);
    const found = apparentNeighbors({ ...picture, drawn }, cosines, 0);
    expect(found.map(({ id }) => id)).toEqual([198, 196, 194, 192, 190, 188, 186, 184]);
    const y = Float32Array.from({ length: N }, (_, id) => (id === 198 ? 0 : 0.9));
    y[0] = 0;
    const tall = { ...picture, columns: { ...columns, y }, sides: { x: 0.001, y: 1, z: 1 } };
    expect(apparentNeighbors(tall, cosines, 0)[0]?.id).toBe(198);
  });
});

describe('rankOf', () => {
  it('counts who is nearer, in the order of sorting', () => {
    const mixed = Float32Array.of(0.3, 1, 0.7, 0.3, -0.2);
    const sorted = [2, 0, 3, 4];
    expect(sorted.map((id) => rankOf(mixed, 1, id))).toEqual([1, 2, 3, 4]);
  });
});
