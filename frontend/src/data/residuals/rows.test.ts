import { describe, expect, it } from 'vitest';
import { positionsIn, rowOf, tokenOf, withoutFirsts } from './rows';

// Three prompts of 3, 1 and 2 tokens.
const OFFSETS = [0, 3, 4, 6];

describe('rows of shown tokens', () => {
  it('are tokens of prompts, and back', () => {
    const tokens = Array.from({ length: 6 }, (_, row) => tokenOf(OFFSETS, row));
    expect(tokens).toEqual([
      { prompt: 0, position: 0 },
      { prompt: 0, position: 1 },
      { prompt: 0, position: 2 },
      { prompt: 1, position: 0 },
      { prompt: 2, position: 0 },
      { prompt: 2, position: 1 },
    ]);
    expect(tokens.map((token) => rowOf(OFFSETS, token))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('are none beyond a prompt, nor beyond all', () => {
    expect(rowOf(OFFSETS, { prompt: 1, position: 1 })).toBeUndefined();
    expect(rowOf(OFFSETS, { prompt: 3, position: 0 })).toBeUndefined();
    expect(rowOf(OFFSETS, null)).toBeUndefined();
    expect(tokenOf(OFFSETS, 6)).toBeUndefined();
    expect(tokenOf([0], 0)).toBeUndefined();
  });

  it('know their positions, and leave the first of each prompt empty on request', () => {
    expect([...positionsIn(OFFSETS)]).toEqual([0, 1, 2, 0, 0, 1]);
    const left = withoutFirsts(Float32Array.of(9, 1, 2, 9, 9, 3), OFFSETS);
    expect([...left]).toEqual([Number.NaN, 1, 2, Number.NaN, Number.NaN, 3]);
  });
});
