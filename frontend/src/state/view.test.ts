import { expect, it } from 'vitest';
import { inModel } from './view';

it('leaves points, prompts and directions behind with their model, and keeps components', () => {
  expect(inModel('other', { axes: { x: 7, y: 'd-k3w9q2hd7m', z: 3 } })).toEqual({
    model: 'other',
    positions: 'positions',
    axes: { x: 7, y: 2, z: 3 },
    sums: null,
    focus: null,
    selection: null,
  });
});
