/** What the server is asked, and for how long the answers hold. */
import { QueryClient, queryOptions } from '@tanstack/react-query';
import {
  ApiProblem,
  getBases,
  getBytes,
  getLabels,
  getModels,
  getPermalink,
  paths,
} from '../api/client';
import type { BasisOut, ModelOut, PointSetOut } from '../api/types';
import type { Block } from './blocks';
import { parseNpy } from './npy';

/** A refusal will be the same the next time; a broken connection may not be. */
const retry = (failures: number, error: Error) => !(error instanceof ApiProblem) && failures < 1;

export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry, retryDelay: 600, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });

export const modelsQuery = () =>
  queryOptions({
    queryKey: ['models'],
    queryFn: ({ signal }) => getModels(signal),
    staleTime: 60_000,
  });

export const basesQuery = (model: string) =>
  queryOptions({
    queryKey: ['bases', model],
    queryFn: ({ signal }) => getBases(model, signal),
    staleTime: 60_000,
  });

// Addresses that carry a checksum name one answer for ever.
const FOR_EVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: 30 * 60_000 };

export const labelsQuery = (model: ModelOut, pointSet: PointSetOut) => {
  const path = paths.labels(model.name, pointSet.name, pointSet.checksum);
  return queryOptions({
    queryKey: ['labels', path],
    queryFn: ({ signal }) => getLabels(path, signal),
    ...FOR_EVER,
  });
};

export const blockQuery = (
  model: ModelOut,
  basis: BasisOut,
  pointSet: PointSetOut,
  block: Block,
) => {
  // Both: models may share their positions, and so a basis, and differ in their tokens.
  const version = `${basis.checksum}.${pointSet.checksum}`;
  const path = paths.scores(model.name, basis.name, pointSet.name, block, version);
  return queryOptions({
    queryKey: ['scores', path],
    queryFn: async ({ signal }) => parseNpy(await getBytes(path, signal)),
    // Megabytes of numbers: comparing them cell by cell to keep an identity would cost more.
    structuralSharing: false,
    ...FOR_EVER,
  });
};

export const permalinkQuery = (slug: string) =>
  queryOptions({
    queryKey: ['permalink', slug],
    queryFn: ({ signal }) => getPermalink(slug, signal),
    // Its differences are found when asked, so ask each time it is opened.
    staleTime: 0,
    gcTime: 0,
  });

/** The server's table has changed under the page: its checksum is not the one asked for. */
export const isStale = (error: unknown): boolean =>
  error instanceof ApiProblem && error.status === 409;
