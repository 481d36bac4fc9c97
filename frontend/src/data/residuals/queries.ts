/** What the residuals page asks the server, and for how long the answers hold. */
import { queryOptions } from '@tanstack/react-query';
import { getJson, paths, postJson } from '../../api/client';
import { getRun, getWorkers } from '../../api/runs';
import type {
  AtSiteOut,
  CaptureOut,
  CaptureWholeOut,
  ModelOut,
  PromptSetOut,
  ShownOut,
  SiteOut,
  TokenizedOut,
} from '../../api/types';
import type { AnyBasis } from '../../state/residuals/resolve';
import type { Block } from '../blocks';
import { FOR_EVER, numbersQuery } from '../queries';

/** Where rows are asked for: what was captured, at which site, as a basis sees them. */
export interface Place {
  model: Pick<ModelOut, 'name' | 'revision'>;
  capture: Pick<CaptureOut, 'name'>;
  site: Pick<SiteOut, 'name' | 'checksum'>;
  basis: Pick<AnyBasis, 'name' | 'checksum'>;
}

export const capturesQuery = (model: string) =>
  queryOptions({
    queryKey: ['captures', model],
    queryFn: ({ signal }) =>
      getJson<{ captures: CaptureOut[] }>(paths.captures(model), signal).then(
        ({ captures }) => captures,
      ),
    staleTime: 10_000,
  });

export const captureQuery = (model: string, capture: string) =>
  queryOptions({
    queryKey: ['capture', model, capture],
    queryFn: ({ signal }) => getJson<CaptureWholeOut>(paths.capture(model, capture), signal),
    // What is made stays as it is, until it is deleted.
    staleTime: 60_000,
  });

export const shownQuery = (model: Place['model'], capture: Pick<CaptureOut, 'name'>) => {
  const path = paths.shown(model.name, capture.name);
  return queryOptions({
    queryKey: ['shown', path, model.revision],
    queryFn: ({ signal }) => getJson<ShownOut>(path, signal),
    ...FOR_EVER,
  });
};

const pin = ({ basis, site }: Place): string => `${basis.checksum}.${site.checksum}`;

export const siteBlockQuery = (place: Place, block: Block) => {
  const { model, capture, site, basis } = place;
  return numbersQuery(
    paths.siteScores(model.name, capture.name, site.name, basis.name, block, pin(place)),
  );
};

export const siteNormsQuery = (place: Place) => {
  const { model, capture, site, basis } = place;
  return numbersQuery(paths.siteNorms(model.name, capture.name, site.name, basis.name, pin(place)));
};

export const siteDirectionQuery = (place: Place, direction: string) => {
  const { model, capture, site, basis } = place;
  return numbersQuery(
    paths.siteDirectionScores(
      model.name,
      capture.name,
      site.name,
      direction,
      basis.name,
      pin(place),
    ),
  );
};

/** A stored direction beside the components, with the centre's own coordinate along it. */
export const atSiteQuery = (place: Place, direction: string) => {
  const { model, capture, site, basis } = place;
  const path = paths.atSite(model.name, capture.name, site.name, basis.name);
  return queryOptions({
    queryKey: ['at-site', path, direction, basis.checksum],
    queryFn: ({ signal }) => postJson<AtSiteOut>(path, { kind: 'named', name: direction }, signal),
    ...FOR_EVER,
  });
};

export const promptSetsQuery = (model: string) =>
  queryOptions({
    queryKey: ['prompt-sets', model],
    queryFn: ({ signal }) =>
      getJson<{ prompt_sets: PromptSetOut[] }>(paths.promptSets(model), signal).then(
        ({ prompt_sets }) => prompt_sets,
      ),
    staleTime: 10_000,
  });

export const tokenizeQuery = (model: Place['model'], text: string, bos: boolean) =>
  queryOptions({
    queryKey: ['tokenize', model.name, model.revision, bos, text],
    queryFn: ({ signal }) =>
      postJson<TokenizedOut>(paths.tokenize(model.name), { text, bos }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });

export const runQuery = (run: string) =>
  queryOptions({
    queryKey: ['run', run],
    queryFn: ({ signal }) => getRun(run, signal),
    staleTime: 1_000,
  });

export const workersQuery = () =>
  queryOptions({
    queryKey: ['workers'],
    queryFn: ({ signal }) => getWorkers(signal),
    staleTime: 5_000,
  });
