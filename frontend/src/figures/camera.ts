/** Moving the camera by steps, for keys, buttons and fingers. */
import type { Camera, Vector3 } from '../api/types';
import { DEFAULT_CAMERA } from '../state/view';

const add = (a: Vector3, b: Vector3): Vector3 => ({ x: a.x + b.x, y: a.y + b.y, z: a.z + b.z });
const sub = (a: Vector3, b: Vector3): Vector3 => ({ x: a.x - b.x, y: a.y - b.y, z: a.z - b.z });
const scale = (a: Vector3, by: number): Vector3 => ({ x: a.x * by, y: a.y * by, z: a.z * by });
const dot = (a: Vector3, b: Vector3): number => a.x * b.x + a.y * b.y + a.z * b.z;
const cross = (a: Vector3, b: Vector3): Vector3 => ({
  x: a.y * b.z - a.z * b.y,
  y: a.z * b.x - a.x * b.z,
  z: a.x * b.y - a.y * b.x,
});
const unit = (a: Vector3): Vector3 => scale(a, 1 / Math.hypot(a.x, a.y, a.z));

/** Rodrigues' rotation of `v` about the unit vector `axis`. */
function turn(v: Vector3, axis: Vector3, angle: number): Vector3 {
  const cos = Math.cos(angle);
  const along = scale(axis, dot(axis, v) * (1 - cos));
  return add(add(scale(v, cos), scale(cross(axis, v), Math.sin(angle))), along);
}

/** The nearest the camera comes to looking straight down its own `up`. */
const POLE = 0.05;

/** Around the scene by `azimuth` and over it by `elevation`, in radians. */
export function rotate(camera: Camera, azimuth: number, elevation: number): Camera {
  const up = unit(camera.up);
  const sight = turn(sub(camera.eye, camera.center), up, azimuth);
  const fromUp = Math.acos(Math.max(-1, Math.min(1, dot(unit(sight), up))));
  const target = Math.max(POLE, Math.min(Math.PI - POLE, fromUp - elevation));
  const right = unit(cross(up, sight));
  const lifted = turn(sight, right, target - fromUp);
  return { ...camera, eye: add(camera.center, lifted) };
}

const AWAY = Math.hypot(...Object.values(DEFAULT_CAMERA.eye));
const CENTER: Vector3 = { x: 0, y: 0, z: 0 };
const Z_UP: Vector3 = { x: 0, y: 0, z: 1 };

/** Where one looks from by name: along an axis, or from the corner that the page begins with. */
export const PRESETS = {
  x: { eye: { x: AWAY, y: 0, z: 0 }, center: CENTER, up: Z_UP },
  y: { eye: { x: 0, y: -AWAY, z: 0 }, center: CENTER, up: Z_UP },
  // From above there is no z to stand upright by.
  z: { eye: { x: 0, y: 0, z: AWAY }, center: CENTER, up: { x: 0, y: 1, z: 0 } },
  isometric: DEFAULT_CAMERA,
} as const satisfies Record<string, Camera>;
export type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as Preset[];

const NEAREST = 0.02;
const FARTHEST = 50;

/** Nearer for `factor` below one. */
export function zoom(camera: Camera, factor: number): Camera {
  const sight = sub(camera.eye, camera.center);
  const distance = Math.hypot(sight.x, sight.y, sight.z);
  const wanted = Math.max(NEAREST, Math.min(FARTHEST, distance * factor));
  return { ...camera, eye: add(camera.center, scale(sight, wanted / distance)) };
}

/** Sideways and up by shares of the window's height, as two fingers drag the scene along. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  const sight = sub(camera.eye, camera.center);
  const distance = Math.hypot(sight.x, sight.y, sight.z);
  const right = unit(cross(camera.up, sight));
  const over = unit(cross(sight, right));
  const shift = add(scale(right, -dx * distance), scale(over, dy * distance));
  return { ...camera, eye: add(camera.eye, shift), center: add(camera.center, shift) };
}

// Plotly sees 45° from top to bottom. The axes' titles stand off the box by so many pixels, whatever
// the window's size, and further to the sides than below.
const HALF = Math.tan(Math.PI / 8);
const TITLES_BELOW = 40;
const TITLES_BESIDE = 76;

/**
 * The vertical field of view, in radians. Plotly fixes it, so that a tall window cuts off both sides;
 * here it opens until the whole scene has room.
 */
export function fieldOfView(width: number, height: number): number {
  if (!(width > 0 && height > 0)) return 2 * Math.atan(HALF);
  const forHeight = 1 + (2 * TITLES_BELOW) / height;
  const forWidth = (1 + (2 * TITLES_BESIDE) / width) * (height / width);
  return 2 * Math.atan(HALF * Math.max(forHeight, forWidth));
}
