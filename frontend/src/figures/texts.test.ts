import { describe, expect, it } from 'vitest';
import words from '../../../tests/golden/bases_in_words.json';
import { DEFAULT_AXES, DEFAULT_SHOW } from '../state/view';
import { basis, model } from '../testing/samples';
import { basisName, fitText, provenance, rowsText } from './provenance';
import { componentText, nearEqualGroups, percent, shareOf } from './shares';

describe('shares', () => {
  it('show one decimal, and more where one would read as nothing', () => {
    expect(percent(0.851)).toBe('85.1 %');
    expect(percent(1)).toBe('100.0 %');
    expect(percent(0.0004)).toBe('0.04 %');
    expect(percent(0.00004)).toBe('0.004 %');
    expect(percent(1e-9)).toBe('< 0.001 %');
    expect(percent(0)).toBe('0 %');
    expect(percent(Number.NaN)).toBe('0 %');
  });

  it('stand beside each component', () => {
    expect(componentText(1, [0.851])).toBe('PC1 · 85.1 %');
    expect(componentText(2, [0.851])).toBe('PC2');
  });

  it('count a component once, however many axes show it', () => {
    expect(shareOf([1, 1, 2], [0.5, 0.25])).toBe(0.75);
  });

  it('name the groups that may rotate into one another', () => {
    const groups = basis({
      near_equal: [
        { first: 2, last: 3 },
        { first: 7, last: 9 },
      ],
    });
    expect(nearEqualGroups(DEFAULT_AXES, groups)).toEqual([{ first: 2, last: 3 }]);
    expect(nearEqualGroups({ x: 8, y: 9, z: 1 }, groups)).toEqual([{ first: 7, last: 9 }]);
    expect(nearEqualGroups({ x: 1, y: 4, z: 5 }, groups)).toEqual([]);
  });
});

describe('the words for a fit', () => {
  it.each(words)('are those of the server: $fit', ({ basis: given, fit }) => {
    expect(fitText(basis(given))).toBe(fit);
  });
});

describe('the name of a basis', () => {
  it('tells it from the others fitted on the same points', () => {
    expect(basisName(basis())).toBe('Fitted on positions');
    expect(basisName(basis({ first_row: 0 }))).toBe('Fitted on positions, position 0 too');
    expect(basisName(basis({ centered: false }))).toBe('Fitted on positions, not centred');
    expect(basisName(basis({ fitted_on: 'tokens', first_row: 0 }))).toBe('Fitted on tokens');
  });
});

describe('provenance', () => {
  const line = (m = model(), b = basis(), show = DEFAULT_SHOW) => {
    const { before, points, after } = provenance(m, b, DEFAULT_AXES, show);
    return [...before, points.map(({ text }) => text).join(', '), ...after].join(' · ');
  };

  it('says what is shown in one line', () => {
    expect(line()).toBe(
      'demo · rev 3f9a1c2e · gpt2, learned positions · ' +
        'PCA of positions 1–127, position 0 left out, centred · ' +
        'axes PC1 85.1 %, PC2 6.0 %, PC3 3.1 % · 128 positions, 4,096 tokens · ' +
        'first residual: token + position',
    );
  });

  it('counts what is drawn, not every table there is', () => {
    const types = { name: 'token_types', n: 2, d: 128, left_out: 0, checksum: 'y' };
    const bert = model({ point_sets: [...model().point_sets, types] });
    expect(line(bert)).not.toContain('token_types');
  });

  it('says what is hidden and what was left out', () => {
    const [positions, tokens] = model().point_sets;
    if (!positions || !tokens) throw new Error('the sample has both');
    const padded = model({ point_sets: [positions, { ...tokens, left_out: 47 }] });
    const text = line(padded, basis(), { ...DEFAULT_SHOW, tokens: false });
    expect(text).toContain('128 positions, 4,096 tokens (hidden)');
    expect(text).toContain('47 rows of tokens left out: no token has their id');
  });

  it('says which tokens are switched off, and what a prompt adds', () => {
    const direction = 'd-0123456789';
    const details = {
      kept: { tokens: { length: 4000 } },
      sums: 5,
      directions: new Map([[direction, '“a” − “b”']]),
    };
    const axes = { ...DEFAULT_AXES, y: direction };
    const { before, points } = provenance(model(), basis(), axes, DEFAULT_SHOW, details);
    expect(points.map(({ text }) => text)).toEqual([
      '128 positions',
      '4,096 tokens (96 of them switched off)',
      '5 sums of token + position',
    ]);
    expect(before.at(-1)).toBe('axes PC1 85.1 %, “a” − “b”, PC3 3.1 %');
  });

  it('says of mean residuals where they are from, and over how many prompts', () => {
    const [, tokens] = model().point_sets;
    if (!tokens) throw new Error('the sample has tokens');
    const means = { ...tokens, name: 'positions@2.resid_pre@held-out', n: 60 };
    const seen = model({ point_sets: [tokens, means] });
    const rows = (prompts: number | undefined) =>
      provenance(seen, basis(), DEFAULT_AXES, DEFAULT_SHOW, { prompts }).points.at(-1);
    expect(rows(1200)).toEqual({
      set: 'positions',
      text: '60 mean residuals by position, at 2.resid_pre over 1,200 prompts of held-out',
    });
    expect(rows(undefined)?.text).toContain('over the prompts of held-out');
  });

  it('names rows of other fits', () => {
    expect(rowsText(basis({ fitted_on: 'tokens', first_row: 0, n_rows: 50257 }))).toBe(
      '50,257 tokens',
    );
    expect(rowsText(basis({ first_row: 0, n_rows: 128 }))).toBe('positions 0–127');
    expect(line(model(), basis({ centered: false }))).toContain('not centred');
  });
});
