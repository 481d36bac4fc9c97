import { describe, expect, it } from 'vitest';
import type { ViewState } from '../api/types';
import { cameraSees, type Defaults, encode, parse } from './codec';
import { DEFAULT_CAMERA, DEFAULT_SHOW, NOTHING_WANTED } from './view';

const DEFAULTS: Defaults = { model: 'demo', basis: 'positions', theme: 'dark' };
const VIEW: ViewState = {
  version: 3,
  page: 'embeddings',
  ...NOTHING_WANTED,
  model: 'demo',
  basis: 'positions',
  theme: 'dark',
};
const OTHER: ViewState = {
  version: 3,
  page: 'embeddings',
  model: 'org/some model',
  basis: 'tokens',
  positions: 'positions@2.resid_pre@held-out',
  axes: { x: 4, y: 'd-k3w9q2hd7m', z: 17 },
  show: {
    positions: true,
    tokens: false,
    unembedding: true,
    path: false,
    marks: true,
    neighbors: false,
  },
  sums: 's-k3w9q2hd7m',
  color: { by: 'component', component: 5, hidden: ['bytes', 'digits'], fade: true },
  focus: { point_set: 'positions@2.resid_pre@held-out', id: 62 },
  selection: { point_set: 'tokens', ids: '3-7,12' },
  stage: 'plane',
  side: 'measures',
  k: 6,
  size: 1.5,
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
      '?model=org/some%20model&basis=tokens&positions=positions@2.resid_pre@held-out&x=4&y=d-k3w9q2hd7m&z=17' +
        '&hide=tokens,path,neighbors&show=unembedding&sums=s-k3w9q2hd7m&color=component:5' +
        '&off=bytes,digits&fade=1&focus=positions@2.resid_pre@held-out:62' +
        '&select=tokens:3-7,12&stage=plane' +
        '&side=measures&k=6&size=1.5&theme=light&aspect=data' +
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
    const { version: _, page: __, ...rest } = OTHER;
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
    ['x=d-short', 'PC1'],
    ['sums=s-NOT', 'no prompt'],
    ['color=mood', 'kind'],
    ['color=component:0', 'kind'],
    ['color=norm:3', 'kind'],
    ['fade=yes', 'no fading'],
    ['focus=tokens', 'no point'],
    ['focus=tokens:-1', 'no point'],
    ['positions=tokens', 'positions'],
    ['positions=positions@2.resid_pre', 'positions'],
    ['select=tokens:5,3', 'no selection'],
    ['select=:3', 'no selection'],
    ['stage=sky', 'scene'],
    ['side=left', 'No panel'],
    ['k=0', '3'],
    ['k=99999999', '3'],
    ['size=0', '1'],
    ['size=1e9', '1'],
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
    expect(wanted.show).toEqual({ ...DEFAULT_SHOW, tokens: false });
    expect(refusals).toMatchObject([{ parameter: 'hide', value: 'stars' }]);
  });

  it('leaves a selection to links that is too long for an address', () => {
    const ids = Array.from({ length: 600 }, (_, index) => 2 * index).join();
    const view = { ...VIEW, selection: { point_set: 'tokens', ids } };
    expect(encode(view, DEFAULTS)).toBe('');
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
