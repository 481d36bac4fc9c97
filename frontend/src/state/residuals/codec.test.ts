import { describe, expect, it } from 'vitest';
import type { ResidualsState } from '../../api/types';
import { encode, parse } from './codec';
import { NOTHING_WANTED, sameResiduals } from './view';

const DEFAULTS = {
  model: 'demo',
  capture: 'c-k3w9q2hd7m',
  site: '2.resid_pre',
  theme: 'dark',
} as const;
const VIEW: ResidualsState = { version: 3, page: 'residuals', ...NOTHING_WANTED, ...DEFAULTS };
const OTHER: ResidualsState = {
  version: 3,
  page: 'residuals',
  model: 'org/some model',
  capture: 'c-0123456789',
  site: '11.z.3',
  basis: 'pca-scaled',
  direction: [
    { component: 1, weight: 0.8 },
    { component: 12, weight: -0.6 },
  ],
  reading: 'cosine',
  first: 24,
  focus: { prompt: 25, position: 0 },
  stage: 'depth',
  side: 'closed',
  axes: { x: 4, y: 2, z: 17 },
  color: 'token',
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

  it('can be read', () => {
    expect(encode({ ...VIEW, site: '1.z.0', direction: OTHER.direction }, DEFAULTS)).toBe(
      '?site=1.z.0&direction=1:0.8,12:-0.6',
    );
  });
});

describe('parse', () => {
  it('reads what encode wrote', () => {
    const { wanted, refusals } = parse(encode(OTHER, DEFAULTS));
    const { version, page, theme } = OTHER;
    const back = { ...NOTHING_WANTED, ...DEFAULTS, ...wanted, version, page, theme };
    expect(refusals).toEqual([]);
    expect(sameResiduals(back as ResidualsState, OTHER)).toBe(true);
  });

  it.each([
    ['direction=0', 'direction'],
    ['direction=v-short', 'direction'],
    ['direction=1:0,2:0', 'direction'],
    ['direction=1:1,1:2', 'direction'],
    ['direction=1:1e9', 'direction'],
    ['direction=1:nan', 'direction'],
    ['site=2.resid pre', 'site'],
    ['site=<b>', 'site'],
    ['capture=c-1', 'capture'],
    ['first=-1', 'first'],
    ['focus=1', 'focus'],
    ['focus=1:2:3', 'focus'],
    ['reading=loud', 'reading'],
    ['x=d-k3w9q2hd7m', 'x'],
    ['theme=pink', 'theme'],
    ['k=3', 'k'],
  ])('refuses %s, by name', (search, parameter) => {
    const { wanted, refusals } = parse(`?${search}`);
    expect(refusals.map((refusal) => refusal.parameter)).toEqual([parameter]);
    expect(wanted).toEqual(NOTHING_WANTED);
  });
});
