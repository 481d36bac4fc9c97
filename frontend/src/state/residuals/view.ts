/** The residuals page's view state: its defaults and comparisons. Its shape is the server's. */
import type {
  Aspect,
  Camera,
  Direction,
  Reading,
  ResidualAxes,
  ResidualColor,
  ResidualSide,
  ResidualStage,
  ResidualsState,
  TokenOf,
  Weight,
} from '../../api/types';
import { AXIS_NAMES, DEFAULT_ASPECT, DEFAULT_CAMERA, DEFAULT_SIZE, sameCamera } from '../view';

export const DEFAULT_BASIS = 'pca';
export const DEFAULT_DIRECTION: Direction = 1;
export const DEFAULT_AXES: ResidualAxes = { x: 1, y: 2, z: 3 };
export const PROMPTS_PER_PAGE = 12;
/** The most components in one mix; the server says the same. */
export const MAX_WEIGHTS = 64;
export const WEIGHT_LIMIT = 1e3;

export const STAGES = [
  'prompts',
  'positions',
  'extremes',
  'depth',
  'lens',
] as const satisfies readonly ResidualStage[];
export const SIDES = [
  'scatter',
  'directions',
  'prompts',
] as const satisfies readonly ResidualSide[];
export const READINGS = ['dot', 'centered', 'cosine'] as const satisfies readonly Reading[];
export const COLORINGS = [
  'direction',
  'position',
  'token',
  'prompt',
] as const satisfies readonly ResidualColor[];

/** What is asked for, before it is known what the server has. The theme is every page's: see the store. */
export interface WantedResiduals {
  model?: string | undefined;
  capture?: string | undefined;
  site?: string | undefined;
  basis: string;
  direction: Direction;
  reading: Reading;
  first: number;
  focus: TokenOf | null;
  stage: ResidualStage;
  side: ResidualSide;
  axes: ResidualAxes;
  color: ResidualColor;
  size: number;
  aspect: Aspect;
  camera: Camera;
}

export const NOTHING_WANTED: WantedResiduals = {
  basis: DEFAULT_BASIS,
  direction: DEFAULT_DIRECTION,
  reading: 'dot',
  first: 0,
  focus: null,
  stage: 'prompts',
  side: 'scatter',
  axes: DEFAULT_AXES,
  color: 'direction',
  size: DEFAULT_SIZE,
  aspect: DEFAULT_ASPECT,
  camera: DEFAULT_CAMERA,
};

export const isMix = (direction: Direction): direction is Weight[] => Array.isArray(direction);

/** A stored direction, by its name. */
export const isNamed = (direction: Direction): direction is string => typeof direction === 'string';

const sameMix = (a: readonly Weight[], b: readonly Weight[]): boolean =>
  a.length === b.length &&
  a.every(({ component, weight }, index) => {
    const other = b[index];
    return other?.component === component && other.weight === weight;
  });

export const sameDirection = (a: Direction, b: Direction): boolean =>
  isMix(a) && isMix(b) ? sameMix(a, b) : a === b;

export const sameToken = (a: TokenOf | null | undefined, b: TokenOf | null | undefined): boolean =>
  a?.prompt === b?.prompt && a?.position === b?.position;

const PLAIN = [
  'model',
  'capture',
  'site',
  'basis',
  'reading',
  'first',
  'stage',
  'side',
  'color',
  'size',
  'theme',
  'aspect',
] as const;

export const sameResiduals = (a: ResidualsState, b: ResidualsState): boolean =>
  PLAIN.every((name) => a[name] === b[name]) &&
  AXIS_NAMES.every((axis) => a.axes[axis] === b.axes[axis]) &&
  sameDirection(a.direction, b.direction) &&
  sameToken(a.focus, b.focus) &&
  sameCamera(a.camera, b.camera);

/** The same choices in another model: its captures, prompts and stored directions are its own. */
export const inModel = (
  model: string,
  { direction }: Pick<WantedResiduals, 'direction'>,
): Partial<WantedResiduals> => ({
  model,
  capture: undefined,
  site: undefined,
  first: 0,
  focus: null,
  ...(isNamed(direction) && { direction: DEFAULT_DIRECTION }),
});

/** The same choices with other prompts; with none named, the usual ones. */
export const inCapture = (capture: string | undefined): Partial<WantedResiduals> => ({
  capture,
  first: 0,
  focus: null,
});
