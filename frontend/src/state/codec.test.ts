import { describe, expect, it } from 'vitest';
import type { ViewState } from '../api/types';
import { cameraSees, type Defaults, encode, parse } from './codec';
import { DEFAULT_CAMERA, NOTHING_WANTED } from './view';

const DEFAULTS: Defaults = { model: 'demo', basis: 'positions', theme: 'dark' };
const VIEW: ViewState = {
  version: 1,
  model: 'demo',
  basis: 'positions',
  axes: { x: 1, y: 2, z: 3 },
  show: { positions: true, tokens: true, path: true, marks: true },
  theme: 'dark',
  aspect: 'cube',
  camera: DEFAULT_CAMERA,
};
const OTHER: ViewState = {
  ...VIEW,
  model: 'org/some model',
  basis: 'tokens',
  axes: { x: 4, y: 2, z: 17 },
  show: { positions: true, tokens: false, path: false, marks: true },
  theme: 'light',
  aspect: 'data',
  camera: {
    eye: { x: -0.123456, y: 2, z: 1e-6 },
    center: { x: 0.1, y: 0, z: -0.2 },
    up: { x: 0, y: 1, z: 0 },
  },
};

describe('encode', () => {
  it('leaves the defaults out', () => {
    expect(encode(VIEW, DEFAULTS)).toBe('');
  });

  it('writes what differs, in one order, readably', () => {
    expect(encode(OTHER, DEFAULTS)).toBe(
      '?model=org/some%20model&basis=tokens&x=4&z=17&hide=tokens,path&theme=light&aspect=data' +
        '&eye=-0.123456,2,0.000001&center=0.1,0,-0.2&up=0,1,0',
    );
  });

  it('names the theme only where it is not the system’s', () => {
    expect(encode(VIEW, { ...DEFAULTS, theme: 'light' })).toBe('?theme=dark');
  });

  it('does not take rounding for a moved camera', () => {
    const eye = { x: 1.3 + 1e-9, y: 1.08, z: 0.6 - 1e-12 };
    expect(encode({ ...VIEW, camera: { ...DEFAULT_CAMERA, eye } }, DEFAULTS)).toBe('');
  });

  it('never writes minus zero', () => {
    const center = { x: -1e-9, y: 0.5, z: 0 };
    expect(encode({ ...VIEW, camera: { ...DEFAULT_CAMERA, center } }, DEFAULTS)).toBe(
      '?center=0,0.5,0',
    );
  });
});

describe('parse', () => {
  it('reads what encode wrote', () => {
    const { wanted, refusals } = parse(encode(OTHER, DEFAULTS));
    const { version: _, ...rest } = OTHER;
    expect(wanted).toEqual(rest);
    expect(refusals).toEqual([]);
  });

  it('wants nothing of an empty address', () => {
    expect(parse('')).toEqual({ wanted: NOTHING_WANTED, refusals: [] });
  });

  it.each([
    ['x=0', 'PC1'],
    ['x=abc', 'PC1'],
    ['y=-2', 'PC2'],
    ['y=1.5', 'PC2'],
    ['z=', 'PC3'],
    ['z=1e3', 'PC3'],
    ['z=9999999', 'PC3'],
    ['aspect=wide', 'cube'],
    ['eye=1,2', '1.3,1.08,0.6'],
    ['eye=1,2,x', '1.3,1.08,0.6'],
    ['eye=1,,2', '1.3,1.08,0.6'],
    ['eye=1,2,Infinity', '1.3,1.08,0.6'],
    ['eye=1,2,0x10', '1.3,1.08,0.6'],
    ['center=1,2,1e7', '0,0,0'],
  ])('refuses %s, and says what is used instead', (search, used) => {
    const { wanted, refusals } = parse(`?${search}`);
    const [parameter = '', value = ''] = search.split('=');
    expect(refusals).toEqual([{ parameter, value, reason: 'bad-value', used }]);
    expect(wanted).toEqual(NOTHING_WANTED);
  });

  it('refuses a theme that is none, and an empty or endless model', () => {
    const { wanted, refusals } = parse(`?theme=blue&model=&basis=${'b'.repeat(101)}`);
    expect(refusals.map(({ parameter }) => parameter)).toEqual(['theme', 'model', 'basis']);
    expect(wanted).toEqual(NOTHING_WANTED);
  });

  it('names parameters it does not know', () => {
    expect(parse('?colour=red').refusals).toEqual([
      { parameter: 'colour', value: 'red', reason: 'unknown-parameter' },
    ]);
  });

  it('hides what it can and refuses the rest by name', () => {
    const { wanted, refusals } = parse('?hide=tokens,stars');
    expect(wanted.show).toEqual({ positions: true, tokens: false, path: true, marks: true });
    expect(refusals).toMatchObject([{ parameter: 'hide', value: 'stars' }]);
  });

  it('takes the first of two and says so', () => {
    const { wanted, refusals } = parse('?x=4&x=5');
    expect(wanted.axes.x).toBe(4);
    expect(refusals).toMatchObject([{ parameter: 'x', value: '5', used: '4' }]);
  });

  it('refuses a camera that would see nothing', () => {
    const { wanted, refusals } = parse('?eye=0,0,2');
    expect(wanted.camera).toEqual(DEFAULT_CAMERA);
    expect(refusals).toMatchObject([{ parameter: 'eye', value: '0,0,2' }]);
  });

  it('does not choke on broken escapes', () => {
    expect(parse('?model=%E0%A4%A').wanted.model).toBeDefined();
  });
});

describe('cameraSees', () => {
  it('wants a line of sight that is not the up direction', () => {
    expect(cameraSees(DEFAULT_CAMERA)).toBe(true);
    expect(cameraSees({ ...DEFAULT_CAMERA, up: { x: 0, y: 0, z: 0 } })).toBe(false);
    expect(cameraSees({ ...DEFAULT_CAMERA, center: DEFAULT_CAMERA.eye })).toBe(false);
  });
});
