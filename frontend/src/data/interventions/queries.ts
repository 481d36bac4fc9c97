/** What the server is asked about interventions and prompts. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/client';
import { interventionPaths } from '../../api/interventions';
import type { ExamplesOut, InterventionOut, ModelOut } from '../../api/types';
import { tokenizeQuery } from '../residuals/queries';
import { hasEnded } from '../runs';
import type { PromptDraft } from './draft';

type Model = Pick<ModelOut, 'name' | 'revision'>;

export const examplesQuery = (model: Model) =>
  queryOptions({
    queryKey: ['examples', model.name, model.revision],
    queryFn: async ({ signal }) =>
      (await getJson<ExamplesOut>(interventionPaths.examples(model.name), signal)).examples,
    staleTime: 60_000,
  });

export const interventionQuery = (model: Pick<ModelOut, 'name'>, run: string) =>
  queryOptions({
    queryKey: ['intervention', model.name, run],
    queryFn: ({ signal }) =>
      getJson<InterventionOut>(interventionPaths.one(model.name, run), signal),
    // What has ended is named by the hash of what made it; what has not is followed.
    staleTime: ({ state: { data } }) => (data && hasEnded(data.run) ? Number.POSITIVE_INFINITY : 0),
  });

/** A prompt as ids: those that it came with, or the server's reading of its text. */
export async function idsOf(
  client: QueryClient,
  model: Model,
  { text, bos, ids }: PromptDraft,
): Promise<readonly number[]> {
  if (ids) return ids;
  return text === '' ? [] : (await client.ensureQueryData(tokenizeQuery(model, text, bos))).ids;
}
