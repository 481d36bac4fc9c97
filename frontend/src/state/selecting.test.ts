import { describe, expect, it } from 'vitest';
import { MAX_IDS_TEXT } from './ids';
import { combine, idsOf, selected } from './selecting';

describe('combining what is selected with what was found', () => {
  const now = [1, 2, 3];
  const found = [5, 3];

  it('replaces', () => expect(combine('replace', now, found)).toEqual([3, 5]));
  it('adds each once', () => expect(combine('add', now, found)).toEqual([1, 2, 3, 5]));
  it('takes away', () => expect(combine('remove', now, found)).toEqual([1, 2]));
  it('keeps what is in both', () => expect(combine('intersect', now, found)).toEqual([3]));
  it('orders ids as numbers', () => expect(combine('add', [10], [9, 100])).toEqual([9, 10, 100]));
});

describe('a selection as text', () => {
  it('is taken with its count', () => {
    expect(selected('tokens', [3, 4, 5, 12])).toEqual({
      kind: 'taken',
      selection: { point_set: 'tokens', ids: '3-5,12' },
      n: 4,
    });
  });

  it('is nothing where nothing is in it', () => {
    expect(selected('tokens', [])).toEqual({ kind: 'empty' });
  });

  it('is refused whole where a view cannot hold it, and says how much would fit', () => {
    const scattered = Array.from({ length: 20_000 }, (_, index) => 2 * index);
    const outcome = selected('tokens', scattered);
    if (outcome.kind !== 'too-long') throw new Error(outcome.kind);
    expect(outcome.ids).toHaveLength(20_000);
    const fits = selected('tokens', scattered.slice(0, outcome.fitting));
    const beyond = selected('tokens', scattered.slice(0, outcome.fitting + 1));
    expect(fits.kind).toBe('taken');
    expect(beyond).toMatchObject({ kind: 'too-long' });
    expect(outcome.characters).toBeGreaterThan(MAX_IDS_TEXT);
  });
});

describe('the ids of a selection', () => {
  const selection = { point_set: 'tokens', ids: '3-5,12' };

  it('are those of its own point set', () => {
    expect(idsOf(selection, 'tokens')).toEqual([3, 4, 5, 12]);
    expect(idsOf(selection, 'positions')).toEqual([]);
    expect(idsOf(null, 'tokens')).toEqual([]);
  });

  it('are only those that there are', () => {
    expect(idsOf(selection, 'tokens', 5)).toEqual([3, 4]);
    expect(idsOf(selection, 'tokens')).toEqual([3, 4, 5, 12]);
  });
});
