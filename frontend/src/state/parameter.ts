/** What rows of parameters are made of, whichever page's address they belong to. */
import type { Camera, Vector3 } from '../api/types';
import {
  AXIS_NAMES,
  CAMERA_DECIMALS,
  CAMERA_PARTS,
  DEFAULT_CAMERA,
  DEFAULT_SIZE,
  SIZE_LIMITS,
  sameVector,
} from './view';

/** What reading came to: what is used in place of a value that is none, or the parts that are none. */
export type Outcome = 'taken' | { used?: string | undefined } | { bad: string[] };

export interface Parameter<Wanted, View> {
  name: string;
  read: (text: string, wanted: Wanted) => Outcome;
  /** Nothing where the view has the default. */
  write: (view: View) => string | undefined;
}

const COORDINATE_LIMIT = 1e6;
const COMPONENT_LIMIT = 1_000_000;

export const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export const plain = (value: number): string => {
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

export function parseComponent(text: string): number | undefined {
  const component = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  return component >= 1 && component <= COMPONENT_LIMIT ? component : undefined;
}

export const differing = <T>(value: T, usual: T): string | undefined =>
  value === usual ? undefined : String(value);

/** A parameter that is one of a few words. */
export function choice<Name extends string>(
  name: Name,
  words: readonly string[],
  usual: string | undefined,
  used: string | undefined = usual,
): Parameter<{ [N in Name]?: string | undefined }, { [N in Name]: string }> {
  return {
    name,
    read: (text, wanted) => {
      if (!words.includes(text)) return { used };
      wanted[name] = text;
      return 'taken';
    },
    write: (view) => differing<string | undefined>(view[name], usual),
  };
}

/** A parameter that names something the server has, or has not. */
export const name = <Name extends string>(
  parameter: Name,
): Parameter<{ [N in Name]?: string | undefined }, { [N in Name]: string }> => ({
  name: parameter,
  read: (text, wanted) => {
    if (text.length === 0 || text.length > 100) return {};
    wanted[parameter] = text;
    return 'taken';
  },
  write: (view) => view[parameter],
});

export const size: Parameter<{ size: number }, { size: number }> = {
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

export const camera: Parameter<{ camera: Camera }, { camera: Camera }>[] = CAMERA_PARTS.map(
  (part) => ({
    name: part,
    read: (text, wanted) => {
      const vector = parseVector(text);
      if (!vector) return { used: vectorText(DEFAULT_CAMERA[part]) };
      wanted.camera[part] = vector;
      return 'taken';
    },
    write: (view) =>
      sameVector(view.camera[part], DEFAULT_CAMERA[part])
        ? undefined
        : vectorText(view.camera[part]),
  }),
);
