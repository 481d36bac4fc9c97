import { describe, expect, it } from 'vitest';
import type { DescriptionOut, SavedOut } from '../api/types';
import { voted, withDescription } from './votes';

const SAID: DescriptionOut = {
  id: 3,
  author: 'Ada',
  mine: false,
  text: 'indentation',
  up: 2,
  down: 1,
  my_vote: 0,
  changed_at: '2026-11-24T10:00:00Z',
};

const counts = ({ up, down, my_vote }: DescriptionOut) => [up, down, my_vote];

describe('a vote', () => {
  it('counts once, whichever way it goes', () => {
    expect(counts(voted(SAID, 1))).toEqual([3, 1, 1]);
    expect(counts(voted(SAID, -1))).toEqual([2, 2, -1]);
  });

  it('moves from one side to the other, and can be taken back', () => {
    const up = voted(SAID, 1);
    expect(counts(voted(up, -1))).toEqual([2, 2, -1]);
    expect(counts(voted(up, 0))).toEqual([2, 1, 0]);
  });

  it('is seen wherever the description stands, and nowhere else', () => {
    const other = { ...SAID, id: 4 };
    const saved = { best: SAID, own: other, descriptions: [SAID, other] } as unknown as SavedOut;
    const after = withDescription(saved, voted(SAID, 1));
    expect(after.best?.up).toBe(3);
    expect(after.own).toBe(other);
    expect((after as unknown as { descriptions: DescriptionOut[] }).descriptions[0]?.up).toBe(3);
  });
});
