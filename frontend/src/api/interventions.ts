/** Forward passes on request: the lens and interventions. */
import { postJson } from './client';
import type { InterventionIn, InterventionOut, LensOut } from './types';

const part = encodeURIComponent;
const of = (model: string) => `/api/v1/models/${part(model)}`;

export const interventionPaths = {
  lens: (model: string, run: string) => `${of(model)}/lens/${part(run)}`,
  examples: (model: string) => `${of(model)}/interventions/examples`,
  one: (model: string, run: string) => `${of(model)}/interventions/${part(run)}`,
};

export const makeLens = (model: string, ids: readonly number[], signal?: AbortSignal) =>
  postJson<LensOut>(`${of(model)}/lens`, { ids }, signal);

export const intervene = (model: string, body: InterventionIn) =>
  postJson<InterventionOut>(`${of(model)}/interventions`, body);
