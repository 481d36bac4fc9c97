import { describe, expect, it } from 'vitest';
import { blockOf, blocksOf, column } from './blocks';

describe('blocks', () => {
  it('are aligned to sixteen, the last as long as there are components', () => {
    expect(blockOf(1, 126)).toEqual({ from: 1, to: 16 });
    expect(blockOf(16, 126)).toEqual({ from: 1, to: 16 });
    expect(blockOf(17, 126)).toEqual({ from: 17, to: 32 });
    expect(blockOf(126, 126)).toEqual({ from: 113, to: 126 });
    expect(blockOf(2, 2)).toEqual({ from: 1, to: 2 });
  });

  it('are asked for once each', () => {
    expect(blocksOf([20, 1, 3], 126)).toEqual([
      { from: 1, to: 16 },
      { from: 17, to: 32 },
    ]);
  });
});

describe('column', () => {
  it('is a window on the block, and the same one each time', () => {
    const matrix = { rows: 2, columns: 2, values: new Float32Array([1, 2, 3, 4]) };
    expect([...column(matrix, 1)]).toEqual([3, 4]);
    expect(column(matrix, 1)).toBe(column(matrix, 1));
    expect(column(matrix, 0).buffer).toBe(matrix.values.buffer);
  });
});
