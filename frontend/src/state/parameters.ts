/** The parameters of an address, a row each: how it is read, and how a view writes it. */
import type { Axis, Point, ViewState } from '../api/types';
import { isIdsText } from './ids';
import { camera, choice, differing, name, type Parameter, parseComponent, size } from './parameter';
import { isPositions } from './positions';
import {
  AXIS_NAMES,
  COLORINGS,
  DEFAULT_ASPECT,
  DEFAULT_AXES,
  DEFAULT_COLOR,
  DEFAULT_K,
  DEFAULT_POSITIONS,
  DEFAULT_SHOW,
  SHOW_NAMES,
  type ShowName,
  SIDES,
  STAGES,
  TOKEN_CLASSES,
  type Wanted,
} from './view';

type Row = Parameter<Wanted, ViewState>;

/** A longer selection than this does not belong into an address; a link stores it. */
export const MAX_ADDRESS_IDS = 1_500;

const DIRECTION = /^d-[0-9a-z]{10}$/;
const SUMS = /^s-[0-9a-z]{10}$/;
const POINT = /^([\w@.-]{1,100}):(\d{1,10})$/;

const parseAxis = (text: string): Axis | undefined =>
  DIRECTION.test(text) ? text : parseComponent(text);

function parsePoint(text: string): Point | undefined {
  const found = POINT.exec(text);
  const [, set, id] = found ?? [];
  return set !== undefined && id !== undefined ? { point_set: set, id: Number(id) } : undefined;
}

const positions: Row = {
  name: 'positions',
  read: (text, wanted) => {
    if (text.length > 100 || !isPositions(text)) return { used: DEFAULT_POSITIONS };
    wanted.positions = text;
    return 'taken';
  },
  write: (view) => differing(view.positions, DEFAULT_POSITIONS),
};

const axes: Row[] = AXIS_NAMES.map((axis) => ({
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
const shown = (parameter: 'hide' | 'show', to: boolean): Row => {
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

const color: Row = {
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

const off: Row = {
  name: 'off',
  read: (text, wanted) => {
    const known = TOKEN_CLASSES.filter((each) => items(text).includes(each));
    const bad = items(text).filter((item) => !known.some((each) => each === item));
    wanted.color = { ...wanted.color, hidden: known };
    return bad.length > 0 ? { bad } : 'taken';
  },
  write: (view) => view.color.hidden.join() || undefined,
};

const fade: Row = {
  name: 'fade',
  read: (text, wanted) => {
    if (text !== '1') return { used: 'no fading' };
    wanted.color = { ...wanted.color, fade: true };
    return 'taken';
  },
  write: (view) => (view.color.fade ? '1' : undefined),
};

const sums: Row = {
  name: 'sums',
  read: (text, wanted) => {
    if (!SUMS.test(text)) return { used: 'no prompt' };
    wanted.sums = text;
    return 'taken';
  },
  write: (view) => view.sums ?? undefined,
};

const focus: Row = {
  name: 'focus',
  read: (text, wanted) => {
    const found = parsePoint(text);
    if (!found) return { used: 'no point' };
    wanted.focus = found;
    return 'taken';
  },
  write: ({ focus: point }) => (point ? `${point.point_set}:${point.id}` : undefined),
};

const select: Row = {
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

const k: Row = {
  name: 'k',
  read: (text, wanted) => {
    const found = parseComponent(text);
    if (found === undefined) return { used: String(DEFAULT_K) };
    wanted.k = found;
    return 'taken';
  },
  write: (view) => differing(view.k, DEFAULT_K),
};

/** In the order in which an address lists them. */
export const PARAMETERS: readonly Row[] = [
  name('model'),
  name('basis'),
  positions,
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
