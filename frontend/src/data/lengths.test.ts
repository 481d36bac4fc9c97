import { expect, it } from 'vitest';
import { lengths } from './lengths';

// Two points. Squared lengths from the centre, the mean, the origin.
const norms = { rows: 2, columns: 3, values: Float32Array.of(169, 0, 1, 1, 25, 9) };

it('measures lengths from the origin, and once', () => {
  expect([...lengths(norms)]).toEqual([5, 3]);
  expect(lengths(norms)).toBe(lengths(norms));
});
