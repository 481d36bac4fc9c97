/** A direction as the server is told of it, to follow it through the layers. */
import { queryOptions } from '@tanstack/react-query';
import { paths, postJson } from '../../api/client';
import type { DepthOut, Direction, DirectionSource } from '../../api/types';
import { isNamed } from '../../state/residuals/view';
import { FOR_EVER } from '../queries';
import { weightsOf } from './mix';
import type { Place } from './queries';

export function sourceOf({ capture, site, basis }: Place, direction: Direction): DirectionSource {
  if (isNamed(direction)) return { kind: 'named', name: direction };
  return {
    kind: 'mix',
    capture: capture.name,
    site: site.name,
    basis: basis.name,
    weights: [...(weightsOf(direction) ?? [])],
  };
}

export const depthQuery = (place: Place, direction: Direction) => {
  const { model, capture, site, basis } = place;
  const path = paths.depth(model.name, capture.name);
  const source = sourceOf(place, direction);
  return queryOptions({
    queryKey: ['depth', path, model.revision, site.checksum, basis.checksum, source],
    queryFn: ({ signal }) => postJson<DepthOut>(path, source, signal),
    ...FOR_EVER,
  });
};
