/** The view state as an address and back: pure, with every refusal named. */
import type { Camera, Theme, Vector3, ViewState } from '../api/types';
import {
  AXIS_NAMES,
  CAMERA_DECIMALS,
  CAMERA_PARTS,
  DEFAULT_ASPECT,
  DEFAULT_AXES,
  DEFAULT_CAMERA,
  DEFAULT_SHOW,
  NOTHING_WANTED,
  SHOW_NAMES,
  type ShowName,
  sameVector,
  type Wanted,
} from './view';

/** A parameter that could not be honoured, and what stands in its place. */
export interface Refusal {
  parameter: string;
  value: string;
  reason: 'unknown-parameter' | 'bad-value' | 'not-here';
  /** What is used instead, in words; absent where nothing is. */
  used?: string | undefined;
}

export interface Parsed {
  wanted: Wanted;
  refusals: Refusal[];
}

const COORDINATE_LIMIT = 1e6;
const COMPONENT_LIMIT = 1_000_000;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const plain = (value: number): string => {
  const text = value.toFixed(CAMERA_DECIMALS).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
};

const vectorText = (vector: Vector3): string =>
  AXIS_NAMES.map((axis) => plain(vector[axis])).join(',');

function parseVector(text: string): Vector3 | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length !== 3 || !parts.every((part) => DECIMAL.test(part))) return undefined;
  const [x, y, z] = parts.map(Number) as [number, number, number];
  if (![x, y, z].every((value) => Math.abs(value) <= COORDINATE_LIMIT)) return undefined;
  return { x, y, z };
}

const subtract = (a: Vector3, b: Vector3): Vector3 => ({
  x: a.x - b.x,
  y: a.y - b.y,
  z: a.z - b.z,
});
const crossLength = (a: Vector3, b: Vector3): number =>
  Math.hypot(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);

/** A camera that looks along its own `up`, or from where it looks at, shows nothing at all. */
export function cameraSees({ eye, center, up }: Camera): boolean {
  const sight = subtract(eye, center);
  const scale = Math.hypot(sight.x, sight.y, sight.z) * Math.hypot(up.x, up.y, up.z);
  return scale > 1e-9 && crossLength(sight, up) > 1e-6 * scale;
}

const isShowName = (text: string): text is ShowName => SHOW_NAMES.some((name) => name === text);

export function parse(search: string): Parsed {
  const refusals: Refusal[] = [];
  const wanted: Wanted = {
    ...NOTHING_WANTED,
    axes: { ...DEFAULT_AXES },
    show: { ...DEFAULT_SHOW },
    camera: { ...DEFAULT_CAMERA },
  };
  const refuse = (parameter: string, value: string, used?: string) =>
    refusals.push({ parameter, value, reason: 'bad-value', used });
  const seen = new Set<string>();

  for (const [name, value] of new URLSearchParams(search)) {
    if (seen.has(name)) {
      refuse(name, value, new URLSearchParams(search).get(name) ?? undefined);
      continue;
    }
    seen.add(name);
    switch (name) {
      case 'model':
      case 'basis':
        if (value.length > 0 && value.length <= 100) wanted[name] = value;
        else refuse(name, value);
        break;
      case 'x':
      case 'y':
      case 'z': {
        const component = /^\d{1,7}$/.test(value) ? Number(value) : 0;
        if (component >= 1 && component <= COMPONENT_LIMIT) wanted.axes[name] = component;
        else refuse(name, value, `PC${DEFAULT_AXES[name]}`);
        break;
      }
      case 'hide':
        for (const item of value.split(',').filter((text) => text !== '')) {
          if (isShowName(item)) wanted.show[item] = false;
          else refuse(name, item);
        }
        break;
      case 'theme':
        if (value === 'light' || value === 'dark') wanted.theme = value;
        else refuse(name, value, 'The system’s theme');
        break;
      case 'aspect':
        if (value === 'cube' || value === 'data') wanted.aspect = value;
        else refuse(name, value, DEFAULT_ASPECT);
        break;
      case 'eye':
      case 'center':
      case 'up': {
        const vector = parseVector(value);
        if (vector) wanted.camera[name] = vector;
        else refuse(name, value, vectorText(DEFAULT_CAMERA[name]));
        break;
      }
      default:
        refusals.push({ parameter: name, value, reason: 'unknown-parameter' });
    }
  }

  if (!cameraSees(wanted.camera)) {
    for (const part of CAMERA_PARTS) {
      if (sameVector(wanted.camera[part], DEFAULT_CAMERA[part])) continue;
      refuse(part, vectorText(wanted.camera[part]), vectorText(DEFAULT_CAMERA[part]));
    }
    wanted.camera = DEFAULT_CAMERA;
  }
  return { wanted, refusals };
}

export interface Defaults {
  model: string | undefined;
  basis: string | undefined;
  theme: Theme;
}

/** The shortest address that restores the view: `''`, or `?…` with defaults left out. */
export function encode(view: ViewState, defaults: Defaults): string {
  const pairs: [string, string][] = [];
  if (view.model !== defaults.model) pairs.push(['model', view.model]);
  if (view.basis !== defaults.basis) pairs.push(['basis', view.basis]);
  for (const axis of AXIS_NAMES) {
    if (view.axes[axis] !== DEFAULT_AXES[axis]) pairs.push([axis, String(view.axes[axis])]);
  }
  const hidden = SHOW_NAMES.filter((name) => !view.show[name]);
  if (hidden.length > 0) pairs.push(['hide', hidden.join(',')]);
  if (view.theme !== defaults.theme) pairs.push(['theme', view.theme]);
  if (view.aspect !== DEFAULT_ASPECT) pairs.push(['aspect', view.aspect]);
  for (const part of CAMERA_PARTS) {
    const vector = view.camera[part];
    if (!sameVector(vector, DEFAULT_CAMERA[part])) pairs.push([part, vectorText(vector)]);
  }
  if (pairs.length === 0) return '';
  // Commas and slashes are legal in a query and far easier to read than their escapes.
  const legible = (text: string) =>
    encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%2F', '/');
  return `?${pairs.map(([name, value]) => `${name}=${legible(value)}`).join('&')}`;
}
