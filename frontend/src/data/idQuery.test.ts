import { describe, expect, it } from 'vitest';
import { readIds } from './idQuery';

describe('ids as typed', () => {
  it.each([
    ['262', [262]],
    ['100-103', [100, 101, 102, 103]],
    ['100 – 102', [100, 101, 102]],
    [' 9, 5 7;5 ', [5, 7, 9]],
    ['', []],
  ])('%j', (text, ids) => expect(readIds(text, 4096)).toEqual({ kind: 'ids', ids }));

  it('name what is out of range, and the last id there is', () => {
    expect(readIds('5,4096', 4096)).toEqual({ kind: 'beyond', part: '4096', last: 4095 });
    expect(readIds('4000-5000', 4096)).toMatchObject({ kind: 'beyond', part: '4000-5000' });
  });

  it.each(['the', '12-', '-3', '20-10', '1.5', '99999999999'])('refuse %j by name', (text) =>
    expect(readIds(`7,${text}`, 4096)).toMatchObject({ kind: 'unreadable' }),
  );
});
