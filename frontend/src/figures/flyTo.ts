/** Moving the camera so that a point stands in the middle. */
import type { Aspect, Camera, Vector3 } from '../api/types';
import { AXIS_NAMES, type AxisName } from '../state/view';
import { proportions, type Ranges } from './ranges';

/** From here a point's neighbourhood fills the window; nearer, and the axes are lost. */
const NEAR = 1.1;

type Place = Record<AxisName, number>;

/** Where a point is in plotly's box, whose middle is 0 and whose sides are the proportions. */
export function placeInBox(point: Place, box: Ranges, aspect: Aspect): Vector3 {
  const sides = proportions(box, aspect);
  const along = (axis: AxisName): number => {
    const [low, high] = box[axis];
    return ((point[axis] - low) / (high - low) - 0.5) * sides[axis];
  };
  return { x: along('x'), y: along('y'), z: along('z') };
}

/** The same direction of sight, the point in the middle, and no further away than before. */
export function cameraAt(place: Vector3, camera: Camera): Camera {
  const sight = AXIS_NAMES.map((axis) => camera.eye[axis] - camera.center[axis]);
  const distance = Math.hypot(...sight);
  const nearer = Math.min(distance, NEAR) / distance;
  const eye = (axis: AxisName, index: number) => place[axis] + (sight[index] ?? 0) * nearer;
  return { ...camera, center: place, eye: { x: eye('x', 0), y: eye('y', 1), z: eye('z', 2) } };
}

const MOST_STEPS = 10;

const between = (a: Vector3, b: Vector3, share: number): Vector3 => ({
  x: a.x + (b.x - a.x) * share,
  y: a.y + (b.y - a.y) * share,
  z: a.z + (b.z - a.z) * share,
});

/** The cameras from one to the other, the last of them exactly `to`; slow at both ends. */
export function flight(from: Camera, to: Camera, steps: number = MOST_STEPS): Camera[] {
  return Array.from({ length: steps }, (_, index) => {
    if (index === steps - 1) return to;
    const time = (index + 1) / steps;
    const share = time * time * (3 - 2 * time);
    return {
      ...to,
      eye: between(from.eye, to.eye, share),
      center: between(from.center, to.center, share),
    };
  });
}
