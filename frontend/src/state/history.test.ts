import { describe, expect, it } from 'vitest';
import {
  HISTORY_LENGTH,
  readVisits,
  type Shelf,
  type Visit,
  withVisit,
  writeVisits,
} from './history';

const visit = (name: string, given: Partial<Visit> = {}): Visit => ({
  address: `/embeddings?model=${name}`,
  key: name,
  model: name,
  basis: 'Fitted on positions',
  axes: 'PC1 PC2 PC3',
  title: '',
  at: 1,
  ...given,
});

/** A storage that holds so many characters. */
function shelf(room = Number.POSITIVE_INFINITY): Shelf {
  const held = new Map<string, string>();
  return {
    getItem: (name) => held.get(name) ?? null,
    setItem: (name, value) => {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
      held.set(name, value);
    },
    removeItem: (name) => void held.delete(name),
  };
}

describe('recent views', () => {
  it('are newest first, each picture once, and no more than are kept', () => {
    let visits: Visit[] = [];
    for (let i = 0; i < 40; i++) visits = withVisit(visits, visit(`m${i}`));
    visits = withVisit(visits, visit('m35', { address: '/embeddings?model=m35&x=4' }));
    expect(visits).toHaveLength(HISTORY_LENGTH);
    expect(visits.slice(0, 3).map(({ model }) => model)).toEqual(['m35', 'm39', 'm38']);
    expect(visits[0]?.address).toContain('x=4');
  });

  it('are read as they were written', () => {
    const here = shelf();
    const visits = [visit('a'), visit('b', { address: '/v/abc', title: '<b>' })];
    expect(writeVisits(() => here, visits)).toBe(true);
    expect(readVisits(() => here)).toEqual(visits);
    expect(writeVisits(() => here, [])).toBe(true);
    expect(readVisits(() => here)).toEqual([]);
  });

  it('keep the newest where there is no room for all', () => {
    const visits = Array.from({ length: 30 }, (_, i) => visit(`m${i}`));
    const here = shelf(JSON.stringify(visits).length / 2);
    expect(writeVisits(() => here, visits)).toBe(true);
    expect(readVisits(() => here)[0]?.model).toBe('m0');
    expect(readVisits(() => here).length).toBeGreaterThan(0);
  });

  it('do without a storage that is blocked', () => {
    const blocked = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    expect(readVisits(blocked)).toEqual([]);
    expect(writeVisits(blocked, [visit('a')])).toBe(false);
  });

  it('leave out what is none: broken, edited by hand, or leading elsewhere', () => {
    const here = shelf();
    for (const text of ['{', '7', '[1, null]', JSON.stringify([{ address: '/v/a' }])]) {
      here.setItem('residview:recent', text);
      expect(readVisits(() => here)).toEqual([]);
    }
    const elsewhere = ['https://evil.example/', 'javascript:alert(1)', '//evil.example/v/'];
    here.setItem(
      'residview:recent',
      JSON.stringify(elsewhere.map((address) => visit('a', { address }))),
    );
    expect(readVisits(() => here)).toEqual([]);
  });
});
