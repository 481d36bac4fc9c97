/** The residuals page's view state as an address and back. */
import type { ResidualsState, Theme } from '../../api/types';
import { type Parsed, read, write } from '../codec';
import { PARAMETERS } from './parameters';
import { DEFAULT_BASIS, NOTHING_WANTED, type WantedResiduals } from './view';

export const parse = (search: string): Parsed<WantedResiduals> =>
  read(PARAMETERS, search, { ...NOTHING_WANTED, camera: { ...NOTHING_WANTED.camera } });

/** What is shown where an address says nothing. */
export interface Defaults {
  model: string | undefined;
  capture: string | undefined;
  site: string | undefined;
  theme: Theme | undefined;
}

export const encode = (view: ResidualsState, defaults: Defaults): string =>
  write(PARAMETERS, view, { ...defaults, basis: DEFAULT_BASIS });
