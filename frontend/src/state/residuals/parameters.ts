/** The parameters of the residuals page's address, a row each. */
import type { Direction, ResidualsState, TokenOf, Weight } from '../../api/types';
import {
  camera,
  choice,
  DECIMAL,
  differing,
  name,
  type Parameter,
  parseComponent,
  size,
} from '../parameter';
import { AXIS_NAMES, DEFAULT_ASPECT } from '../view';
import {
  COLORINGS,
  DEFAULT_AXES,
  DEFAULT_DIRECTION,
  isMix,
  MAX_WEIGHTS,
  NOTHING_WANTED,
  READINGS,
  SIDES,
  STAGES,
  type WantedResiduals,
  WEIGHT_LIMIT,
} from './view';

type Row = Parameter<WantedResiduals, ResidualsState>;

const STORED = /^[dv]-[0-9a-z]{10}$/;
const SITE = /^\d{1,4}\.[a-z_]{1,20}(\.\d{1,4})?$/;
const CAPTURE = /^c-[0-9a-z]{10}$/;
const INDEX = /^\d{1,9}$/;

function parseWeight(text: string): Weight | undefined {
  const [first = '', second = '', ...more] = text.split(':');
  const component = parseComponent(first);
  const weight = DECIMAL.test(second) ? Number(second) : Number.NaN;
  if (component === undefined || !(Math.abs(weight) <= WEIGHT_LIMIT) || more.length > 0) {
    return undefined;
  }
  return { component, weight };
}

function parseMix(text: string): Weight[] | undefined {
  const weights = text.split(',').map(parseWeight);
  const found = weights.filter((weight) => weight !== undefined);
  const distinct = new Set(found.map(({ component }) => component));
  const mixed = distinct.size === weights.length && weights.length <= MAX_WEIGHTS;
  return mixed && found.some(({ weight }) => weight !== 0) ? found : undefined;
}

/** `3` is a component, `1:0.8,3:-0.6` a mix of two, a name a stored direction. */
export function parseDirection(text: string): Direction | undefined {
  if (STORED.test(text)) return text;
  return text.includes(':') ? parseMix(text) : parseComponent(text);
}

/** Six significant digits: a direction that differs by less differs by nothing one could see. */
const weightText = (weight: number) => String(Number(weight.toPrecision(6)));

export const directionText = (direction: Direction): string =>
  isMix(direction)
    ? direction.map(({ component, weight }) => `${component}:${weightText(weight)}`).join()
    : String(direction);

function parseToken(text: string): TokenOf | undefined {
  const [prompt = '', position = '', ...more] = text.split(':');
  if (!INDEX.test(prompt) || !INDEX.test(position) || more.length > 0) return undefined;
  return { prompt: Number(prompt), position: Number(position) };
}

/** A name of a known form, so that what cannot be one is never asked for. */
const formed = (parameter: 'capture' | 'site', form: RegExp): Row => ({
  name: parameter,
  read: (text, wanted) => {
    if (!form.test(text)) return {};
    wanted[parameter] = text;
    return 'taken';
  },
  write: (view) => view[parameter],
});

const direction: Row = {
  name: 'direction',
  read: (text, wanted) => {
    const found = parseDirection(text);
    if (found === undefined) return { used: `PC${DEFAULT_DIRECTION}` };
    wanted.direction = found;
    return 'taken';
  },
  write: (view) => differing(directionText(view.direction), directionText(DEFAULT_DIRECTION)),
};

const first: Row = {
  name: 'first',
  read: (text, wanted) => {
    if (!INDEX.test(text)) return { used: 'The first prompt' };
    wanted.first = Number(text);
    return 'taken';
  },
  write: (view) => differing(view.first, 0),
};

const focus: Row = {
  name: 'focus',
  read: (text, wanted) => {
    const found = parseToken(text);
    if (!found) return { used: 'No token' };
    wanted.focus = found;
    return 'taken';
  },
  write: ({ focus: token }) => (token ? `${token.prompt}:${token.position}` : undefined),
};

const axes: Row[] = AXIS_NAMES.map((axis) => ({
  name: axis,
  read: (text, wanted) => {
    const found = parseComponent(text);
    if (found === undefined) return { used: `PC${DEFAULT_AXES[axis]}` };
    wanted.axes = { ...wanted.axes, [axis]: found };
    return 'taken';
  },
  write: (view) => differing(view.axes[axis], DEFAULT_AXES[axis]),
}));

/** The store holds the theme of all pages; here it is only kept from being an unknown parameter. */
const theme: Row = {
  name: 'theme',
  read: (text) => (text === 'light' || text === 'dark' ? 'taken' : { used: 'The system’s theme' }),
  write: (view) => view.theme,
};

/** In the order in which an address lists them. */
export const PARAMETERS: readonly Row[] = [
  name('model'),
  formed('capture', CAPTURE),
  formed('site', SITE),
  name('basis'),
  direction,
  choice('reading', READINGS, NOTHING_WANTED.reading),
  first,
  focus,
  choice('stage', STAGES, NOTHING_WANTED.stage),
  choice('side', ['closed', ...SIDES], NOTHING_WANTED.side),
  ...axes,
  choice('color', COLORINGS, NOTHING_WANTED.color),
  size,
  theme,
  choice('aspect', ['cube', 'data'], DEFAULT_ASPECT),
  ...camera,
];
