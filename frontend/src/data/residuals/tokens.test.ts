import { beforeEach, describe, expect, it } from 'vitest';
import { inBoth, MAX_SET, useMaking } from '../../state/residuals/making';
import { everywhere, idAt, promptIds, tokensOf } from './tokens';

const SHOWN = { offsets: [0, 3, 5], ids: [7, 8, 7, 7, 9] };

describe('tokens of the shown prompts', () => {
  it('are found by where they stand, and not beyond their prompt', () => {
    expect(idAt(SHOWN, { prompt: 1, position: 1 })).toBe(9);
    expect(idAt(SHOWN, { prompt: 0, position: 3 })).toBeUndefined();
    expect(promptIds(SHOWN, 1)).toEqual([7, 9]);
    expect(tokensOf(SHOWN, 1)).toEqual([
      { prompt: 1, position: 0 },
      { prompt: 1, position: 1 },
    ]);
  });

  it('are found by their id over all prompts', () => {
    expect(everywhere(SHOWN, 7)).toEqual([
      { prompt: 0, position: 0 },
      { prompt: 0, position: 2 },
      { prompt: 1, position: 0 },
    ]);
  });
});

describe('two sets of tokens', () => {
  beforeEach(() => useMaking.getState().enter(`c-${Math.random()}`));

  it('hold each token once, in the order of the prompts', () => {
    const { add } = useMaking.getState();
    add('plus', [{ prompt: 1, position: 0 }]);
    add('plus', everywhere(SHOWN, 7));
    expect(useMaking.getState().plus).toEqual(everywhere(SHOWN, 7));
  });

  it('know what is in both, and trade places', () => {
    const { add, swap } = useMaking.getState();
    add('plus', everywhere(SHOWN, 7));
    add('minus', tokensOf(SHOWN, 1));
    const { plus, minus } = useMaking.getState();
    expect(inBoth(plus, minus)).toBe(1);
    swap();
    expect(useMaking.getState().plus).toEqual(minus);
  });

  it('are emptied by another capture', () => {
    const { add, enter } = useMaking.getState();
    add('plus', everywhere(SHOWN, 7));
    enter('c-another');
    expect(useMaking.getState().plus).toEqual([]);
  });

  it('say what found no room', () => {
    const many = Array.from({ length: MAX_SET + 3 }, (_, position) => ({ prompt: 0, position }));
    expect(useMaking.getState().add('plus', many)).toBe(3);
    expect(useMaking.getState().plus).toHaveLength(MAX_SET);
  });
});
