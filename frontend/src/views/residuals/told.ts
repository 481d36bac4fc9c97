/** What the address bar and the list of recent views are told of a residuals view. */
import type { Theme } from '../../api/types';
import { RESIDUALS_PATH } from '../../state/address';
import { encode } from '../../state/residuals/codec';
import { directionText } from '../../state/residuals/parameters';
import { defaultSite } from '../../state/residuals/resolve';
import { DEFAULT_CAMERA } from '../../state/view';
import type { Told } from '../useRecord';
import { defaultCapture, type ReadyResiduals } from './useReady';

function usual({ models, captures, capture }: ReadyResiduals, theme: Theme) {
  const common = defaultCapture(captures);
  return {
    model: models[0]?.name,
    // Of others, one that is added later stands before: an address that left them out would then lead there.
    capture: common?.kind === 'bundled' ? common.name : undefined,
    site: defaultSite(capture.details)?.name,
    theme,
  };
}

export const addressOf = (ready: ReadyResiduals, systemTheme: Theme): string =>
  RESIDUALS_PATH + encode(ready.view, usual(ready, systemTheme));

export function visitOf(ready: ReadyResiduals): Told {
  const { view, model, site } = ready;
  // Without what only says how it is looked at.
  const picture = { ...view, camera: DEFAULT_CAMERA, side: 'scatter', size: 1 } as const;
  return {
    address: RESIDUALS_PATH + encode(view, usual(ready, view.theme)),
    key: RESIDUALS_PATH + encode(picture, usual(ready, view.theme)),
    model: model.name,
    basis: site.name,
    axes: directionText(view.direction),
  };
}
