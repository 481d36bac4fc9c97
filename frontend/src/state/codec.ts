/** The view state as an address and back: pure, with every refusal named. */
import type { Camera, Theme, Vector3, ViewState } from '../api/types';
import type { Refusal } from '../strings';
import { type Parameter, vectorText } from './parameter';
import { PARAMETERS } from './parameters';
import { CAMERA_PARTS, DEFAULT_CAMERA, NOTHING_WANTED, sameVector, type Wanted } from './view';

export interface Parsed<W> {
  wanted: W;
  refusals: Refusal[];
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

/** Reads an address into what is wanted, which is changed on the way. */
export function read<W extends { camera: Camera }, V>(
  parameters: readonly Parameter<W, V>[],
  search: string,
  wanted: W,
): Parsed<W> {
  const refusals: Refusal[] = [];
  const refuse = (parameter: string, value: string, used?: string) =>
    refusals.push({ parameter, value, reason: 'bad-value', used });
  const given = new URLSearchParams(search);

  for (const name of new Set(given.keys())) {
    const [value = '', ...again] = given.getAll(name);
    const parameter = parameters.find((each) => each.name === name);
    if (!parameter) {
      refusals.push({ parameter: name, value, reason: 'unknown-parameter' });
      continue;
    }
    const outcome = parameter.read(value, wanted);
    if (outcome !== 'taken') {
      if ('bad' in outcome) for (const item of outcome.bad) refuse(name, item);
      else refuse(name, value, outcome.used);
    }
    for (const repeated of again) refuse(name, repeated, value);
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

export const parse = (search: string): Parsed<Wanted> =>
  read(PARAMETERS, search, {
    ...NOTHING_WANTED,
    axes: { ...NOTHING_WANTED.axes },
    show: { ...NOTHING_WANTED.show },
    camera: { ...NOTHING_WANTED.camera },
  });

export interface Defaults {
  model: string | undefined;
  basis: string | undefined;
  theme: Theme;
}

// Legal in a query, and far easier to read than their escapes.
const legible = (text: string) =>
  encodeURIComponent(text).replaceAll(/%(2C|2F|3A|40)/g, decodeURIComponent);

/** The shortest address that restores the view: `''`, or `?…` with defaults left out. */
export function write<W, V>(
  parameters: readonly Parameter<W, V>[],
  view: V,
  defaults: object,
): string {
  const usually = new Map<string, string | undefined>(Object.entries(defaults));
  const pairs = parameters.flatMap(({ name, write }) => {
    const text = write(view);
    const usual = usually.get(name);
    return text === undefined || text === usual ? [] : [`${name}=${legible(text)}`];
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

export const encode = (view: ViewState, defaults: Defaults): string =>
  write(PARAMETERS, view, defaults);
