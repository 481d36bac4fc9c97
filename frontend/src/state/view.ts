/** The view state's defaults and comparisons. Its shape is the server's. */
import type {
  Aspect,
  Axes,
  Axis,
  Camera,
  Color,
  ColorBy,
  Point,
  Selection,
  Show,
  Side,
  Stage,
  Theme,
  TokenClass,
  Vector3,
  ViewState,
} from '../api/types';

export const DEFAULT_CAMERA: Camera = {
  eye: { x: 1.3, y: 1.08, z: 0.6 },
  center: { x: 0, y: 0, z: 0 },
  up: { x: 0, y: 0, z: 1 },
};
export const DEFAULT_AXES: Axes = { x: 1, y: 2, z: 3 };
export const DEFAULT_SHOW: Show = {
  positions: true,
  tokens: true,
  unembedding: false,
  path: true,
  marks: true,
  neighbors: true,
};
export const DEFAULT_COLOR: Color = { by: 'kind', component: 1, hidden: [], fade: false };
export const DEFAULT_K = 3;
export const DEFAULT_SIZE = 1;
export const SIZE_LIMITS = { least: 0.25, most: 4 } as const;
export const DEFAULT_ASPECT: Aspect = 'cube';
export const DEFAULT_BASIS = 'positions';
export const DEFAULT_POSITIONS = 'positions';

export const AXIS_NAMES = ['x', 'y', 'z'] as const;
export type AxisName = (typeof AXIS_NAMES)[number];
export const SHOW_NAMES = [
  'positions',
  'tokens',
  'unembedding',
  'path',
  'marks',
  'neighbors',
] as const;
export type ShowName = (typeof SHOW_NAMES)[number];
export const STAGES = ['scene', 'plane', 'curves', 'gram'] as const satisfies readonly Stage[];
export const SIDES = ['measures', 'find', 'selection'] as const satisfies readonly Side[];
export const COLORINGS = [
  'kind',
  'position',
  'norm',
  'class',
  'length',
  'id',
  'component',
  'share_seen',
  'cosine',
] as const satisfies readonly ColorBy[];
export const TOKEN_CLASSES = [
  'special',
  'bytes',
  'whitespace',
  'word_start',
  'letters',
  'digits',
  'punctuation',
  'other_script',
  'mixed',
] as const satisfies readonly TokenClass[];
export const CAMERA_PARTS = ['eye', 'center', 'up'] as const;

/** What is asked for, by an address or a person, before it is known what the server has. */
export interface Wanted {
  model?: string | undefined;
  basis?: string | undefined;
  /** The point set that is drawn as positions. */
  positions: string;
  axes: Axes;
  show: Show;
  sums: string | null;
  color: Color;
  focus: Point | null;
  selection: Selection | null;
  stage: Stage;
  side: Side;
  k: number;
  size: number;
  /** Absent: follow the system. */
  theme?: Theme | undefined;
  aspect: Aspect;
  camera: Camera;
}

export const NOTHING_WANTED: Wanted = {
  positions: DEFAULT_POSITIONS,
  axes: DEFAULT_AXES,
  show: DEFAULT_SHOW,
  sums: null,
  color: DEFAULT_COLOR,
  focus: null,
  selection: null,
  stage: 'scene',
  side: 'closed',
  k: DEFAULT_K,
  size: DEFAULT_SIZE,
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

const samePoint = (a: Point | null, b: Point | null): boolean =>
  a?.point_set === b?.point_set && a?.id === b?.id;

const sameSelection = (a: Selection | null, b: Selection | null): boolean =>
  a?.point_set === b?.point_set && a?.ids === b?.ids;

const sameColor = (a: Color, b: Color): boolean =>
  a.by === b.by &&
  a.component === b.component &&
  a.fade === b.fade &&
  [...a.hidden].sort().join() === [...b.hidden].sort().join();

const PLAIN = [
  'model',
  'basis',
  'positions',
  'sums',
  'stage',
  'side',
  'k',
  'size',
  'theme',
  'aspect',
] as const;

/** Equal but for the rounding that a camera picks up on its way through the graphics. */
export const sameView = (a: ViewState, b: ViewState): boolean =>
  PLAIN.every((name) => a[name] === b[name]) &&
  AXIS_NAMES.every((axis) => a.axes[axis] === b.axes[axis]) &&
  SHOW_NAMES.every((name) => a.show[name] === b.show[name]) &&
  sameColor(a.color, b.color) &&
  samePoint(a.focus, b.focus) &&
  sameSelection(a.selection, b.selection) &&
  sameCamera(a.camera, b.camera);

export const isDirection = (axis: Axis): axis is string => typeof axis === 'string';

/** "PC4", or a direction's name. */
export const axisName = (axis: Axis): string => (isDirection(axis) ? axis : `PC${axis}`);

const componentOr = (axis: Axis, usual: Axis): Axis => (isDirection(axis) ? usual : axis);

/** The same choices in another model. Points, prompts and directions of one are none of the other's. */
export const inModel = (model: string, { axes }: Pick<Wanted, 'axes'>): Partial<Wanted> => ({
  model,
  axes: {
    x: componentOr(axes.x, DEFAULT_AXES.x),
    y: componentOr(axes.y, DEFAULT_AXES.y),
    z: componentOr(axes.z, DEFAULT_AXES.z),
  },
  positions: DEFAULT_POSITIONS,
  sums: null,
  focus: null,
  selection: null,
});
