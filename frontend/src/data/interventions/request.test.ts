import { describe, expect, it } from 'vitest';
import type { InterventionIn } from '../../api/types';
import { draftOf, newDraft, newEdit } from './draft';
import { requestOf, Unreadable } from './request';

const SPELLING = {
  spell: (ids: readonly number[]) => ids.map((id) => `<${id}>`).join(''),
  bos: 5,
};
const NONE = new Map<number, number[]>();

const EVERY_KIND: InterventionIn = {
  ids: [5, 6, 7, 8],
  edits: [
    {
      kind: 'add',
      direction: {
        kind: 'mix',
        capture: 'c-k3w9q2hd7m',
        site: '1.resid_pre',
        basis: 'pca-with-0',
        weights: [{ component: 3, weight: 1 }],
      },
      sites: ['1.resid_pre', '2.resid_pre'],
      positions: [0, 2, 3],
      strength: -0.25,
    },
    {
      kind: 'remove',
      direction: { kind: 'named', name: 'v-k3w9q2hd7m' },
      sites: ['3.resid_post'],
      positions: null,
    },
    {
      kind: 'set',
      direction: {
        kind: 'points',
        plus: { point_set: 'unembedding', ids: [9] },
        minus: { point_set: 'unembedding', ids: [11] },
      },
      sites: ['0.resid_pre'],
      positions: [1],
      value: 1.5e-3,
    },
    {
      kind: 'add',
      direction: {
        kind: 'mix',
        capture: 'c-k3w9q2hd7m',
        site: '1.resid_pre',
        basis: 'pca',
        weights: [
          { component: 1, weight: 0.6 },
          { component: 2, weight: -0.8 },
        ],
      },
      sites: ['1.resid_pre'],
      positions: null,
      strength: 4,
    },
    { kind: 'head', layer: 1, head: 2, how: 'mean' },
    { kind: 'place', places: [3, 2, 2, 0] },
    { kind: 'shift', by: -2 },
    { kind: 'average', group: 4 },
    { kind: 'rank', k: 0 },
    { kind: 'transplant', from_ids: [1, 2], from_position: 1, site: '2.resid_pre', to_position: 3 },
  ],
  continuation: { tokens: 8, temperature: 0.7, seed: 3 },
};

describe('an intervention’s form', () => {
  it('asks again for exactly what it was filled with, whatever the kind', () => {
    const draft = draftOf(EVERY_KIND, SPELLING);
    const from = new Map(draft.edits.map(({ key, from }) => [key, from.ids ?? []] as const));
    expect(requestOf(draft, draft.prompt.ids ?? [], from)).toEqual(EVERY_KIND);
  });

  it('spells the ids it was filled with, but for the first-of-all token, which is a choice', () => {
    expect(draftOf(EVERY_KIND, SPELLING).prompt).toMatchObject({ text: '<6><7><8>', bos: true });
    const without = { ...SPELLING, bos: undefined };
    expect(draftOf(EVERY_KIND, without).prompt).toMatchObject({ text: '<5><6><7><8>', bos: false });
  });

  it('asks for no continuation where none is wanted', () => {
    expect(requestOf({ ...newDraft(), continues: false }, [1], NONE).continuation).toBeNull();
  });

  it('keeps what was typed when a kind is changed and changed back', () => {
    const edit = { ...newEdit('shift', { by: '7' }), kind: 'rank' as const };
    const draft = { ...newDraft(), edits: [{ ...edit, kind: 'shift' as const }] };
    expect(requestOf(draft, [1, 2], NONE).edits).toEqual([{ kind: 'shift', by: 7 }]);
  });

  it('takes a true minus and spaces around a number', () => {
    const draft = { ...newDraft(), edits: [newEdit('shift', { by: ' −3 ' })] };
    expect(requestOf(draft, [1], NONE).edits).toEqual([{ kind: 'shift', by: -3 }]);
  });

  it.each([
    ['a strength that is no number', newEdit('head', { layer: 'two' }), /Change 1.*“two”/],
    ['an empty number', newEdit('rank', { k: '' }), /Components kept/],
    ['a direction without a token', newEdit('add', { sites: ['0.resid_pre'] }), /token/],
    [
      'no place in the depth',
      newEdit('remove', { direction: { kind: 'saved', name: 'v-k3w9q2hd7m' } }),
      /depth/,
    ],
    [
      'a position beyond the prompt',
      newEdit('remove', {
        direction: { kind: 'saved', name: 'v-k3w9q2hd7m' },
        sites: ['0.resid_pre'],
        positions: '0-9',
      }),
      /positions 0 to 1/,
    ],
  ])('names %s', (_, edit, expected) => {
    const ask = () => requestOf({ ...newDraft(), edits: [edit] }, [1, 2], NONE);
    expect(ask).toThrow(Unreadable);
    expect(ask).toThrow(expected);
  });

  it('wants a prompt', () => {
    expect(() => requestOf(newDraft(), [], NONE)).toThrow(/prompt/);
  });
});
