/** The parameters of an address, a row each: how it is read, and how a view writes it. */
import type { Axis, Point, Vector3, ViewState } from '../api/types';
import { isIdsText } from './ids';
import {
  AXIS_NAMES,
  CAMERA_DECIMALS,
  CAMERA_PARTS,
  COLORINGS,
  DEFAULT_ASPECT,
  DEFAULT_AXES,
  DEFAULT_CAMERA,
  DEFAULT_COLOR,
  DEFAULT_K,
  DEFAULT_SHOW,
  DEFAULT_SIZE,
  SHOW_NAMES,
  type ShowName,
  SIDES,
  SIZE_LIMITS,
  STAGES,
  sameVector,
  TOKEN_CLASSES,
  type Wanted,
} from './view';

/** What reading came to: what is used in place of a value that is none, or the parts that are none. */
export type Outcome = 'taken' | { used?: string | undefined } | { bad: string[] };

export interface Parameter {
  name: string;
  read: (text: string, wanted: Wanted) => Outcome;
  /** Nothing where the view has the default. */
  write: (view: ViewState) => string | undefined;
}

const COORDINATE_LIMIT = 1e6;
const COMPONENT_LIMIT = 1_000_000;
/** A longer selection than this does not belong into an address; a link stores it. */
export const MAX_ADDRESS_IDS = 1_500;

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const DIRECTION = /^d-[0-9a-z]{10}$/;
const SUMS = /^s-[0-9a-z]{10}$/;
const POINT = /^([\w-]{1,100}):(\d{1,10})$/;

const plain = (value: number): string => {
  const text = value.toFixed(CAMERA_DECIMALS).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
};

export const vectorText = (vector: Vector3): string =>
  AXIS_NAMES.map((axis) => plain(vector[axis])).join(',');

function parseVector(text: string): Vector3 | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length !== 3 || !parts.every((part) => DECIMAL.test(part))) return undefined;
  const [x, y, z] = parts.map(Number) as [number, number, number];
  if (![x, y, z].every((value) => Math.abs(value) <= COORDINATE_LIMIT)) return undefined;
  return { x, y, z };
}

function parseComponent(text: string): number | undefined {
  const component = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return component >= 1 && component <= COMPONENT_LIMIT ? component : undefined;
}

const parseAxis = (text: string): Axis | undefined =>
  DIRECTION.test(text) ? text : parseComponent(text);

function parsePoint(text: string): Point | undefined {
  const found = POINT.exec(text);
  const [, set, id] = found ?? [];
  return set !== undefined && id !== undefined ? { point_set: set, id: Number(id) } : undefined;
}

const differing = <T>(value: T, usual: T): string | undefined =>
  value === usual ? undefined : String(value);

/** A parameter that is one of a few words. */
function choice<K extends 'stage' | 'side' | 'theme' | 'aspect'>(
  name: K,
  words: readonly string[],
  usual: string | undefined,
  used: string | undefined = usual,
): Parameter {
  return {
    name,
    read: (text, wanted) => {
      if (!words.includes(text)) return { used };
      wanted[name] = text as NonNullable<Wanted[K]>;
      return 'taken';
    },
    write: (view) => differing(view[name], usual),
  };
}

const name = (parameter: 'model' | 'basis'): Parameter => ({
  name: parameter,
  read: (text, wanted) => {
    if (text.length === 0 || text.length > 100) return {};
    wanted[parameter] = text;
    return 'taken';
  },
  write: (view) => view[parameter],
});

const axes: Parameter[] = AXIS_NAMES.map((axis) => ({
  name: axis,
  read: (text, wanted) => {
    const found = parseAxis(text);
    if (found === undefined) return { used: `PC${DEFAULT_AXES[axis]}` };
    wanted.axes[axis] = found;
    return 'taken';
  },
  write: (view) => differing(view.axes[axis], DEFAULT_AXES[axis]),
}));

const items = (text: string) => text.split(',').filter((item) => item !== '');

/** Names that are shown by default are hidden by name, and the other way round. */
const shown = (parameter: 'hide' | 'show', to: boolean): Parameter => {
  const names = SHOW_NAMES.filter((each) => DEFAULT_SHOW[each] !== to);
  return {
    name: parameter,
    read: (text, wanted) => {
      const bad: string[] = [];
      for (const item of items(text)) {
        if (names.some((each) => each === item)) wanted.show[item as ShowName] = to;
        else bad.push(item);
      }
      return bad.length > 0 ? { bad } : 'taken';
    },
    write: (view) => names.filter((each) => view.show[each] === to).join() || undefined,
  };
};

const color: Parameter = {
  name: 'color',
  read: (text, wanted) => {
    const [by, given] = text.split(':');
    const found = COLORINGS.find((each) => each === by);
    const component = given === undefined ? undefined : parseComponent(given);
    if (!found || (given !== undefined && (found !== 'component' || component === undefined))) {
      return { used: DEFAULT_COLOR.by };
    }
    wanted.color = { ...wanted.color, by: found, component: component ?? DEFAULT_COLOR.component };
    return 'taken';
  },
  write: ({ color: { by, component } }) =>
    by === 'component' ? `${by}:${component}` : differing(by, DEFAULT_COLOR.by),
};

const off: Parameter = {
  name: 'off',
  read: (text, wanted) => {
    const known = TOKEN_CLASSES.filter((each) => items(text).includes(each));
    const bad = items(text).filter((item) => !known.some((each) => each === item));
    wanted.color = { ...wanted.color, hidden: known };
    return bad.length > 0 ? { bad } : 'taken';
  },
  write: (view) => view.color.hidden.join() || undefined,
};

const fade: Parameter = {
  name: 'fade',
  read: (text, wanted) => {
    if (text !== '1') return { used: 'no fading' };
    wanted.color = { ...wanted.color, fade: true };
    return 'taken';
  },
  write: (view) => (view.color.fade ? '1' : undefined),
};

const sums: Parameter = {
  name: 'sums',
  read: (text, wanted) => {
    if (!SUMS.test(text)) return { used: 'no prompt' };
    wanted.sums = text;
    return 'taken';
  },
  write: (view) => view.sums ?? undefined,
};

const focus: Parameter = {
  name: 'focus',
  read: (text, wanted) => {
    const found = parsePoint(text);
    if (!found) return { used: 'no point' };
    wanted.focus = found;
    return 'taken';
  },
  write: ({ focus: point }) => (point ? `${point.point_set}:${point.id}` : undefined),
};

const select: Parameter = {
  name: 'select',
  read: (text, wanted) => {
    const at = text.indexOf(':');
    const [set, ids] = [text.slice(0, at), text.slice(at + 1)];
    if (at < 1 || at > 100 || !isIdsText(ids)) return { used: 'no selection' };
    wanted.selection = { point_set: set, ids };
    return 'taken';
  },
  write: ({ selection }) =>
    selection && selection.ids.length <= MAX_ADDRESS_IDS
      ? `${selection.point_set}:${selection.ids}`
      : undefined,
};

const k: Parameter = {
  name: 'k',
  read: (text, wanted) => {
    const found = parseComponent(text);
    if (found === undefined) return { used: String(DEFAULT_K) };
    wanted.k = found;
    return 'taken';
  },
  write: (view) => differing(view.k, DEFAULT_K),
};

const size: Parameter = {
  name: 'size',
  read: (text, wanted) => {
    const found = DECIMAL.test(text) ? Number(text) : Number.NaN;
    if (!(found >= SIZE_LIMITS.least && found <= SIZE_LIMITS.most)) {
      return { used: String(DEFAULT_SIZE) };
    }
    wanted.size = found;
    return 'taken';
  },
  write: (view) => (view.size === DEFAULT_SIZE ? undefined : plain(view.size)),
};

const camera: Parameter[] = CAMERA_PARTS.map((part) => ({
  name: part,
  read: (text, wanted) => {
    const vector = parseVector(text);
    if (!vector) return { used: vectorText(DEFAULT_CAMERA[part]) };
    wanted.camera[part] = vector;
    return 'taken';
  },
  write: (view) =>
    sameVector(view.camera[part], DEFAULT_CAMERA[part]) ? undefined : vectorText(view.camera[part]),
}));

/** In the order in which an address lists them. */
export const PARAMETERS: readonly Parameter[] = [
  name('model'),
  name('basis'),
  ...axes,
  shown('hide', false),
  shown('show', true),
  sums,
  color,
  off,
  fade,
  focus,
  select,
  choice('stage', STAGES, 'scene'),
  choice('side', SIDES, 'closed', 'No panel'),
  k,
  size,
  choice('theme', ['light', 'dark'], undefined, 'The system’s theme'),
  choice('aspect', ['cube', 'data'], DEFAULT_ASPECT),
  ...camera,
];
