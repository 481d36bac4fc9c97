/** Points as a camera sees them: the arithmetic of plotly's scene, without plotly. */
import type { Aspect, Camera, Vector3 } from '../api/types';
import { AXIS_NAMES } from '../state/view';
import { proportions, type Ranges } from './ranges';

/** An affine function of a point: `[0] x + [1] y + [2] z + [3]`. */
export type Affine = readonly [number, number, number, number];

/** From data to pixels: `across / ahead` to the right of the middle, `over / ahead` above it. */
export interface Lens {
  across: Affine;
  over: Affine;
  /** How far before the camera, in sides of the box. */
  ahead: Affine;
  /** Pixels at distance one. */
  focal: number;
  width: number;
  height: number;
}

export interface Pixel {
  x: number;
  y: number;
  depth: number;
}

const dot = (a: Vector3, b: Vector3) => a.x * b.x + a.y * b.y + a.z * b.z;
const cross = (a: Vector3, b: Vector3): Vector3 => ({
  x: a.y * b.z - a.z * b.y,
  y: a.z * b.x - a.x * b.z,
  z: a.x * b.y - a.y * b.x,
});
function unit(a: Vector3): Vector3 {
  const length = Math.hypot(a.x, a.y, a.z) || 1;
  return { x: a.x / length, y: a.y / length, z: a.z / length };
}

/** Nearer than this is behind the eye. */
export const NEAR = 0.01;

/**
 * The lens of a camera on a box of `width` x `height` pixels. As in plotly, the box is centred on the
 * origin with sides of `proportions`; `angle` is the vertical field of view, in radians.
 */
export function lens(
  box: Ranges,
  aspect: Aspect,
  camera: Camera,
  width: number,
  height: number,
  angle: number,
): Lens {
  const { eye, center, up } = camera;
  const forward = unit({ x: center.x - eye.x, y: center.y - eye.y, z: center.z - eye.z });
  const right = unit(cross(forward, up));
  const above = cross(right, forward);
  const sides = proportions(box, aspect);
  const along = (direction: Vector3): Affine => {
    const slopes = AXIS_NAMES.map((axis) => {
      const [low, high] = box[axis];
      return (direction[axis] * sides[axis]) / (high - low || 1);
    });
    const middle = AXIS_NAMES.reduce((sum, axis, i) => {
      const [low, high] = box[axis];
      return sum + ((slopes[i] ?? 0) * (low + high)) / 2;
    }, 0);
    const [x = 0, y = 0, z = 0] = slopes;
    return [x, y, z, -middle - dot(direction, eye)];
  };
  return {
    across: along(right),
    over: along(above),
    ahead: along(forward),
    focal: height / 2 / Math.tan(angle / 2),
    width,
    height,
  };
}

const at = (f: Affine, x: number, y: number, z: number) => f[0] * x + f[1] * y + f[2] * z + f[3];

/** One point; nothing if it is behind the eye. */
export function project(through: Lens, x: number, y: number, z: number): Pixel | undefined {
  const depth = at(through.ahead, x, y, z);
  if (depth < NEAR) return undefined;
  const scale = through.focal / depth;
  return {
    x: through.width / 2 + scale * at(through.across, x, y, z),
    y: through.height / 2 - scale * at(through.over, x, y, z),
    depth,
  };
}
