import { describe, expect, it } from 'vitest';
import type { Camera } from '../api/types';
import { cameraSees } from '../state/codec';
import { DEFAULT_CAMERA, sameCamera } from '../state/view';
import { fieldOfView, PRESETS, pan, rotate, zoom } from './camera';

const distance = ({ eye, center }: Camera) =>
  Math.hypot(eye.x - center.x, eye.y - center.y, eye.z - center.z);

describe('the camera', () => {
  it('turns without coming nearer, and back again', () => {
    const turned = rotate(DEFAULT_CAMERA, 0.3, 0.2);
    expect(distance(turned)).toBeCloseTo(distance(DEFAULT_CAMERA), 12);
    expect(turned.eye.z).toBeGreaterThan(DEFAULT_CAMERA.eye.z);
    expect(sameCamera(rotate(turned, -0.3, -0.2), DEFAULT_CAMERA, 1e-9)).toBe(true);
  });

  it('stops before it looks straight down', () => {
    let camera = DEFAULT_CAMERA;
    for (let step = 0; step < 100; step++) camera = rotate(camera, 0, 0.1);
    expect(Math.hypot(camera.eye.x, camera.eye.y)).toBeGreaterThan(0.01);
    expect(camera.eye.z).toBeGreaterThan(0);
  });

  it('zooms along its sight, within limits', () => {
    expect(distance(zoom(DEFAULT_CAMERA, 0.5))).toBeCloseTo(distance(DEFAULT_CAMERA) / 2, 12);
    expect(distance(zoom(DEFAULT_CAMERA, 1e-9))).toBeGreaterThan(0);
    expect(distance(zoom(DEFAULT_CAMERA, 1e9))).toBeLessThan(100);
  });

  it('moves eye and centre alike', () => {
    const moved = pan(DEFAULT_CAMERA, 0.1, -0.2);
    expect(distance(moved)).toBeCloseTo(distance(DEFAULT_CAMERA), 12);
    expect(moved.center).not.toEqual(DEFAULT_CAMERA.center);
  });

  it('looks along each axis from as far as from the corner, and never along its own up', () => {
    for (const [name, preset] of Object.entries(PRESETS)) {
      expect(distance(preset), name).toBeCloseTo(distance(DEFAULT_CAMERA), 12);
      expect(cameraSees(preset), name).toBe(true);
    }
    for (const axis of ['x', 'y', 'z'] as const) {
      const { eye } = PRESETS[axis];
      expect(Math.abs(eye[axis])).toBeCloseTo(distance(PRESETS[axis]), 12);
    }
  });

  it('sees more from a tall window, and never less than plotly’s 45°', () => {
    expect(fieldOfView(1440, 900)).toBeGreaterThan(Math.PI / 4);
    expect(fieldOfView(390, 700)).toBeGreaterThan(fieldOfView(1440, 900));
    expect(fieldOfView(0, 0)).toBeCloseTo(Math.PI / 4);
  });
});
