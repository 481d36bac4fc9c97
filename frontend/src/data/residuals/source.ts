/** The direction on show, as the server is told of one. */
import type { DirectionSource, ResidualsState } from '../../api/types';
import { isMix, isNamed } from '../../state/residuals/view';

export function sourceOf({
  capture,
  site,
  basis,
  direction,
}: Pick<ResidualsState, 'capture' | 'site' | 'basis' | 'direction'>): DirectionSource {
  if (isNamed(direction)) return { kind: 'named', name: direction };
  const weights = isMix(direction) ? direction : [{ component: direction, weight: 1 }];
  return { kind: 'mix', capture, site, basis, weights };
}
