import { describe, expect, it } from 'vitest';
import type { Camera } from '../api/types';
import { DEFAULT_CAMERA } from '../state/view';
import { cameraAt, flight, placeInBox } from './flyTo';
import type { Ranges } from './ranges';

const BOX: Ranges = { x: [-1, 3], y: [0, 10], z: [-2, 2] };

describe('a place in the box', () => {
  it('is 0 in the middle and half a side at the faces of a cube', () => {
    expect(placeInBox({ x: 1, y: 5, z: 0 }, BOX, 'cube')).toEqual({ x: 0, y: 0, z: 0 });
    expect(placeInBox({ x: 3, y: 0, z: 2 }, BOX, 'cube')).toEqual({ x: 0.5, y: -0.5, z: 0.5 });
  });

  it('keeps distances in proportion at true scale', () => {
    const corner = placeInBox({ x: 3, y: 10, z: 2 }, BOX, 'data');
    // Half the diagonal of the unit cube, shared out as 4 : 10 : 4.
    const unit = Math.sqrt(3) / 2 / Math.hypot(4, 10, 4);
    expect(corner.x).toBeCloseTo(4 * unit, 12);
    expect(corner.y).toBeCloseTo(10 * unit, 12);
    expect(corner.z).toBeCloseTo(4 * unit, 12);
  });
});

const sight = ({ eye, center }: Camera) => [eye.x - center.x, eye.y - center.y, eye.z - center.z];
const length = (vector: number[]) => Math.hypot(...vector);

describe('the camera at a point', () => {
  const place = { x: 0.2, y: -0.4, z: 0.1 };

  it('looks at it, from the same side, and nearer', () => {
    const camera = cameraAt(place, DEFAULT_CAMERA);
    expect(camera.center).toEqual(place);
    expect(camera.up).toEqual(DEFAULT_CAMERA.up);
    const [before, after] = [sight(DEFAULT_CAMERA), sight(camera)];
    expect(length(after)).toBeLessThan(length(before));
    const along = before.reduce((sum, value, index) => sum + value * (after[index] ?? 0), 0);
    expect(along / length(before) / length(after)).toBeCloseTo(1, 12);
  });

  it('comes no nearer where it is near already', () => {
    const close = { ...DEFAULT_CAMERA, eye: { x: 0.3, y: 0, z: 0.1 } };
    expect(length(sight(cameraAt(place, close)))).toBeCloseTo(length(sight(close)), 12);
  });
});

describe('a flight', () => {
  const to = cameraAt({ x: 0.2, y: -0.4, z: 0.1 }, DEFAULT_CAMERA);

  it('ends where it should, to the last digit', () => {
    expect(flight(DEFAULT_CAMERA, to).at(-1)).toBe(to);
    expect(flight(DEFAULT_CAMERA, to, 1)).toEqual([to]);
  });

  it('never turns back and takes ten steps at most', () => {
    const steps = flight(DEFAULT_CAMERA, to);
    expect(steps.length).toBeLessThanOrEqual(10);
    const heights = steps.map(({ eye }) => eye.z);
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
  });
});
