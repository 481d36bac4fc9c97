import { describe, expect, it } from 'vitest';
import { idsText, parseIds } from './ids';

describe('ids as text', () => {
  it('writes runs, sorted and once each', () => {
    expect(idsText([12, 3, 4, 5, 5, 7])).toBe('3-5,7,12');
    expect(idsText([0])).toBe('0');
    expect(idsText([])).toBe('');
  });

  it('reads what it wrote', () => {
    const ids = [0, 1, 2, 9, 11, 12, 50_256];
    expect(parseIds(idsText(ids))).toEqual(ids);
  });

  it('leaves out ids that a point set does not have', () => {
    expect(parseIds('3-7,12', 6)).toEqual([3, 4, 5]);
    expect(parseIds('3-7,12', 2)).toEqual([]);
  });

  it.each([
    '',
    'a',
    '3-',
    '-3',
    '5,4',
    '3,3',
    '7-3',
    '1-99999999999',
    '0-1900000,2000000-3900000',
    '1.5',
    `${'1,'.repeat(30_000)}2`,
  ])('reads nothing from %.20s', (text) => {
    expect(parseIds(text)).toBeUndefined();
  });
});
