import { describe, expect, it } from 'vitest';
import { basis, model } from '../testing/samples';
import { chooseBasis, chooseModel, resolve } from './resolve';
import { NOTHING_WANTED } from './view';

const demo = model({ name: 'demo' });
const other = model({ name: 'other' });
const positions = basis({ name: 'positions', n_components: 12 });
const tokens = basis({ name: 'tokens', n_components: 2 });

describe('choosing', () => {
  it('takes the first model and the basis of positions where nothing is wanted', () => {
    expect(chooseModel(NOTHING_WANTED, [demo, other])).toEqual({ item: demo });
    expect(chooseBasis(NOTHING_WANTED, [tokens, positions])).toEqual({ item: positions });
    expect(chooseBasis(NOTHING_WANTED, [tokens])).toEqual({ item: tokens });
  });

  it('falls back by name', () => {
    expect(chooseModel({ ...NOTHING_WANTED, model: 'gpt9' }, [demo, other])).toEqual({
      item: demo,
      refusal: { parameter: 'model', value: 'gpt9', reason: 'not-here', used: 'demo' },
    });
  });

  it('has nothing to choose from nothing', () => {
    expect(chooseModel(NOTHING_WANTED, [])).toBeUndefined();
  });
});

describe('resolve', () => {
  it('keeps the axes themselves while they fit', () => {
    const { view, refusals } = resolve(
      NOTHING_WANTED,
      { item: demo },
      { item: positions },
      'light',
    );
    expect(view.axes).toBe(NOTHING_WANTED.axes);
    expect(view.theme).toBe('light');
    expect(refusals).toEqual([]);
  });

  it('refuses a component that the basis does not have', () => {
    const wanted = { ...NOTHING_WANTED, axes: { x: 13, y: 12, z: 3 } };
    const { view, refusals } = resolve(wanted, { item: demo }, { item: positions }, 'dark');
    expect(view.axes).toEqual({ x: 1, y: 12, z: 3 });
    expect(refusals).toEqual([{ parameter: 'x', value: '13', reason: 'not-here', used: 'PC1' }]);
  });

  it('refuses positions that the model does not have, and takes a missing table for nothing to draw', () => {
    const means = 'positions@2.resid_pre@held-out';
    const at = (wanted: string, point_sets = demo.point_sets) =>
      resolve(
        { ...NOTHING_WANTED, positions: wanted },
        { item: { ...demo, point_sets } },
        { item: positions },
        'dark',
      );
    const refused = at(means);
    expect(refused.view.positions).toBe('positions');
    expect(refused.refusals).toEqual([
      { parameter: 'positions', value: means, reason: 'not-here', used: 'positions' },
    ]);
    const tokensOnly = demo.point_sets.filter(({ name }) => name === 'tokens');
    expect(at('positions', tokensOnly).refusals).toEqual([]);
    const more = { name: means, n: 60, d: 128, left_out: 0, checksum: 'm' };
    expect(at(means, [...demo.point_sets, more]).view.positions).toBe(means);
  });

  it('refuses a focus that the model does not have, and settles on what it then shows', () => {
    const at = (point_set: string, id: number) =>
      resolve(
        { ...NOTHING_WANTED, focus: { point_set, id } },
        { item: demo },
        { item: positions },
        'dark',
      );
    const [first] = demo.point_sets;
    const [name, n] = [first?.name ?? '', first?.n ?? 0];
    expect(at(name, n - 1).view.focus).toEqual({ point_set: name, id: n - 1 });
    for (const refused of [at(name, n), at('heads', 0)]) {
      expect(refused.view.focus).toBeNull();
      expect(refused.refusals.map(({ parameter }) => parameter)).toEqual(['focus']);
    }
  });

  it('says nothing of defaults that a small basis lacks', () => {
    const { view, refusals } = resolve(NOTHING_WANTED, { item: demo }, { item: tokens }, 'dark');
    expect(view.axes).toEqual({ x: 1, y: 2, z: 2 });
    expect(refusals).toEqual([]);
  });

  it('drops what named points of a model that is not here, and says so', () => {
    const wanted = {
      ...NOTHING_WANTED,
      model: 'gone',
      axes: { x: 'd-k3w9q2hd7m', y: 2, z: 3 },
      sums: 's-k3w9q2hd7m',
      focus: { point_set: 'tokens', id: 5 },
      selection: { point_set: 'tokens', ids: '3-7' },
    };
    const model = chooseModel(wanted, [demo]);
    if (!model) throw new Error('there is one');
    const { view, refusals } = resolve(wanted, model, { item: positions }, 'dark');
    expect(view).toMatchObject({ axes: { x: 1 }, sums: null, focus: null, selection: null });
    expect(refusals.map(({ parameter }) => parameter)).toEqual([
      'model',
      'x',
      'sums',
      'focus',
      'select',
    ]);
  });

  it.each([
    { point_set: 'tokens', ids: '3,4096' },
    { point_set: 'unembedding', ids: '3' },
  ])('refuses a selection of points that are not there: %o', (selection) => {
    const wanted = { ...NOTHING_WANTED, selection };
    const { view, refusals } = resolve(wanted, { item: demo }, { item: positions }, 'dark');
    expect(view.selection).toBeNull();
    expect(refusals).toMatchObject([{ parameter: 'select', used: 'No selection' }]);
  });
});
