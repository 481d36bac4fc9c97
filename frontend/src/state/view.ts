/** The view state's defaults and comparisons. Its shape is the server's. */
import type { Aspect, Axes, Camera, Show, Theme, Vector3, ViewState } from '../api/types';

export const DEFAULT_CAMERA: Camera = {
  eye: { x: 1.3, y: 1.08, z: 0.6 },
  center: { x: 0, y: 0, z: 0 },
  up: { x: 0, y: 0, z: 1 },
};
export const DEFAULT_AXES: Axes = { x: 1, y: 2, z: 3 };
export const DEFAULT_SHOW: Show = { positions: true, tokens: true, path: true, marks: true };
export const DEFAULT_ASPECT: Aspect = 'cube';
export const DEFAULT_BASIS = 'positions';

export const AXIS_NAMES = ['x', 'y', 'z'] as const;
export type AxisName = (typeof AXIS_NAMES)[number];
export const SHOW_NAMES = ['positions', 'tokens', 'path', 'marks'] as const;
export type ShowName = (typeof SHOW_NAMES)[number];
export const CAMERA_PARTS = ['eye', 'center', 'up'] as const;

/** What is asked for, by an address or a person, before it is known what the server has. */
export interface Wanted {
  model?: string | undefined;
  basis?: string | undefined;
  axes: Axes;
  show: Show;
  /** Absent: follow the system. */
  theme?: Theme | undefined;
  aspect: Aspect;
  camera: Camera;
}

export const NOTHING_WANTED: Wanted = {
  axes: DEFAULT_AXES,
  show: DEFAULT_SHOW,
  aspect: DEFAULT_ASPECT,
  camera: DEFAULT_CAMERA,
};

/** Digits a camera keeps in an address; finer differences are rounding, not a choice. */
export const CAMERA_DECIMALS = 6;
const CAMERA_TOLERANCE = 0.5 * 10 ** -CAMERA_DECIMALS;

export const sameVector = (a: Vector3, b: Vector3, tolerance = CAMERA_TOLERANCE): boolean =>
  AXIS_NAMES.every((axis) => Math.abs(a[axis] - b[axis]) <= tolerance);

export const sameCamera = (a: Camera, b: Camera, tolerance = CAMERA_TOLERANCE): boolean =>
  CAMERA_PARTS.every((part) => sameVector(a[part], b[part], tolerance));

/** Equal but for the rounding that a camera picks up on its way through the graphics. */
export const sameView = (a: ViewState, b: ViewState): boolean =>
  a.model === b.model &&
  a.basis === b.basis &&
  a.theme === b.theme &&
  a.aspect === b.aspect &&
  AXIS_NAMES.every((axis) => a.axes[axis] === b.axes[axis]) &&
  SHOW_NAMES.every((name) => a.show[name] === b.show[name]) &&
  sameCamera(a.camera, b.camera);
