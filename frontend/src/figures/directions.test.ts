import { describe, expect, it } from 'vitest';
import { directionText } from './directions';

const nameOf = (set: string, id: number) => `${set}/${id}`;
const of = (point_set: string, ...ids: number[]) => ({ point_set, ids });
const made = (plus: ReturnType<typeof of>, minus: ReturnType<typeof of> | null) =>
  directionText({ name: 'd-0000000000', plus, minus, norm: 1 }, nameOf);

describe('directionText', () => {
  it('names single points, and counts those of a mean', () => {
    expect(made(of('tokens', 5), of('tokens', 7))).toBe('tokens/5 − tokens/7');
    expect(made(of('tokens', 5, 6), of('positions', 1))).toBe('mean of 2 tokens − positions/1');
    expect(made(of('positions', 3, 4, 5), null)).toBe('mean of 3 positions');
  });
});
