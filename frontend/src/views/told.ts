/** What the address bar and the list of recent views are told of an embeddings view. */
import type { Theme } from '../api/types';
import { basisName } from '../figures/provenance';
import { EMBEDDINGS_PATH } from '../state/address';
import { encode } from '../state/codec';
import { pictureOf } from '../state/history';
import { defaultBasis } from '../state/resolve';
import { AXIS_NAMES, axisName } from '../state/view';
import type { Told } from './useRecord';
import type { Ready } from './useResolved';

const usual = ({ models, bases }: Ready, theme: Theme) => ({
  model: models[0]?.name,
  basis: defaultBasis(bases)?.name,
  theme,
});

export const addressOf = (ready: Ready, systemTheme: Theme): string =>
  EMBEDDINGS_PATH + encode(ready.view, usual(ready, systemTheme));

export const visitOf = (ready: Ready): Told => ({
  address: EMBEDDINGS_PATH + encode(ready.view, usual(ready, ready.view.theme)),
  key: encode(pictureOf(ready.view), usual(ready, 'dark')),
  model: ready.model.name,
  basis: basisName(ready.basis),
  axes: AXIS_NAMES.map((name) => axisName(ready.view.axes[name])).join(' '),
});
