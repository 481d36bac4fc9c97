/** What the server is asked, and for how long the answers hold. */
import { QueryClient, queryOptions } from '@tanstack/react-query';
import {
  ApiProblem,
  getBases,
  getBytes,
  getJson,
  getLabels,
  getModels,
  getPermalink,
  paths,
} from '../api/client';
import type {
  BasisOut,
  ClassesOut,
  CosinesOut,
  DirectionInBasis,
  HitsOut,
  Match,
  Metric,
  ModelOut,
  NeighborsOut,
  PairOut,
  Point,
  PointSetOut,
  SubspaceOut,
  SumsOut,
} from '../api/types';
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
export const FOR_EVER = { staleTime: Number.POSITIVE_INFINITY, gcTime: 30 * 60_000 };

export const labelsQuery = (model: Pick<ModelOut, 'name'>, pointSet: PointSetOut) => {
  const path = paths.labels(model.name, pointSet.name, pointSet.checksum);
  return queryOptions({
    queryKey: ['labels', path],
    queryFn: ({ signal }) => getLabels(path, signal),
    ...FOR_EVER,
  });
};

/** What a point set in a basis is pinned to: models may share their positions, and differ in their tokens. */
export const pin = (basis: BasisOut, pointSet: { checksum: string }): string =>
  `${basis.checksum}.${pointSet.checksum}`;

/** Numbers at an address that names them for ever. */
export const numbersQuery = (path: string) =>
  queryOptions({
    queryKey: ['numbers', path],
    queryFn: async ({ signal }) => parseNpy(await getBytes(path, signal)),
    // Megabytes of numbers: comparing them cell by cell to keep an identity would cost more.
    structuralSharing: false,
    ...FOR_EVER,
  });

type Named = { name: string; checksum: string };

export const blockQuery = (model: ModelOut, basis: BasisOut, pointSet: Named, block: Block) =>
  numbersQuery(paths.scores(model.name, basis.name, pointSet.name, block, pin(basis, pointSet)));

export const directionScoresQuery = (
  model: ModelOut,
  basis: BasisOut,
  direction: string,
  pointSet: Named,
) =>
  numbersQuery(
    paths.directionScores(model.name, basis.name, direction, pointSet.name, pin(basis, pointSet)),
  );

export const normsQuery = (model: ModelOut, basis: BasisOut, pointSet: Named) =>
  numbersQuery(paths.norms(model.name, basis.name, pointSet.name, pin(basis, pointSet)));

export const cosineQuery = (
  model: Pick<ModelOut, 'name'>,
  from: Named & { id: number },
  among: Named,
) => numbersQuery(paths.cosine(model.name, from, among.name, `${from.checksum}.${among.checksum}`));

export const gramQuery = (model: ModelOut, pointSet: Named, centered: boolean, size: number) =>
  numbersQuery(paths.gram(model.name, pointSet.name, centered, size, pointSet.checksum));

export const subspaceQuery = (model: ModelOut, basis: BasisOut, pointSet: Named) => {
  const path = paths.subspace(model.name, basis.name, pointSet.name, pin(basis, pointSet));
  return queryOptions({
    queryKey: ['subspace', path],
    queryFn: ({ signal }) => getJson<SubspaceOut>(path, signal),
    ...FOR_EVER,
  });
};

export const cosinesQuery = (model: ModelOut) =>
  queryOptions({
    queryKey: ['cosines', model.name, model.revision],
    queryFn: ({ signal }) => getJson<CosinesOut>(paths.cosines(model.name), signal),
    ...FOR_EVER,
  });

export const classesQuery = (model: Pick<ModelOut, 'name'>, tokens: Named) => {
  const path = paths.classes(model.name, tokens.checksum);
  return queryOptions({
    queryKey: ['classes', path],
    queryFn: ({ signal }) => getJson<ClassesOut>(path, signal),
    ...FOR_EVER,
  });
};

export const hitsQuery = (model: ModelOut, q: string, match: Match, caseMatters: boolean) => {
  const path = paths.tokens(model.name, q, match, caseMatters);
  return queryOptions({
    queryKey: ['hits', path, model.revision],
    queryFn: ({ signal }) => getJson<HitsOut>(path, signal),
    ...FOR_EVER,
  });
};

export const neighborsQuery = (
  model: ModelOut,
  point: Point,
  among: string,
  metric: Metric,
  k: number,
) => {
  const path = paths.neighbors(model.name, point, { among, metric, k });
  return queryOptions({
    queryKey: ['neighbors', path, model.revision],
    queryFn: ({ signal }) => getJson<NeighborsOut>(path, signal),
    ...FOR_EVER,
  });
};

export const pairQuery = (model: ModelOut, a: Point, b: Point) => {
  const path = paths.pair(model.name, a, b);
  return queryOptions({
    queryKey: ['pair', path, model.revision],
    queryFn: ({ signal }) => getJson<PairOut>(path, signal),
    ...FOR_EVER,
  });
};

export const directionQuery = (model: ModelOut, basis: BasisOut, direction: string) => {
  const path = paths.directionInBasis(model.name, basis.name, direction);
  return queryOptions({
    queryKey: ['direction', path, basis.checksum],
    queryFn: ({ signal }) => getJson<DirectionInBasis>(path, signal),
    ...FOR_EVER,
  });
};

export const sumsQuery = (model: Pick<ModelOut, 'name' | 'revision'>, sums: string) => {
  const path = paths.sumsOf(model.name, sums);
  return queryOptions({
    queryKey: ['sums', path, model.revision],
    queryFn: ({ signal }) => getJson<SumsOut>(path, signal),
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
