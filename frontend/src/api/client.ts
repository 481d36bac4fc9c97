/** Requests to the server, and its refusals as typed errors. */
import { STRINGS } from '../strings';
import type { BasesOut, ModelsOut, PermalinkIn, PermalinkOut, Problem, ViewState } from './types';

/** The server answered and said no, with its reason. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  readonly title: string;
  readonly detail: string;

  constructor(problem: Pick<Problem, 'title' | 'detail' | 'status'>) {
    super(`${problem.title}: ${problem.detail}`);
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
  }
}

/** No answer came back at all. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

const ROOT = '/api/v1';
const part = encodeURIComponent;

export const paths = {
  models: () => `${ROOT}/models`,
  bases: (model: string) => `${ROOT}/models/${part(model)}/bases`,
  labels: (model: string, pointSet: string, checksum: string) =>
    `${ROOT}/models/${part(model)}/labels/${part(pointSet)}?v=${part(checksum)}`,
  scores: (
    model: string,
    basis: string,
    pointSet: string,
    range: { from: number; to: number },
    checksum: string,
  ) =>
    `${ROOT}/models/${part(model)}/bases/${part(basis)}/scores/${part(pointSet)}` +
    `?from=${range.from}&to=${range.to}&v=${part(checksum)}`,
  permalinks: () => `${ROOT}/permalinks`,
  permalink: (slug: string) => `${ROOT}/permalinks/${part(slug)}`,
};

async function problemOf(response: Response): Promise<ApiProblem> {
  const fallback = {
    status: response.status,
    title: STRINGS.errors.serverTitle(response.status),
    detail: response.statusText || STRINGS.errors.serverNoDetail,
  };
  try {
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null) return new ApiProblem(fallback);
    const { title, detail } = body as Partial<Problem>;
    return new ApiProblem({
      status: response.status,
      title: typeof title === 'string' ? title : fallback.title,
      detail: typeof detail === 'string' ? detail : fallback.detail,
    });
  } catch {
    return new ApiProblem(fallback);
  }
}

export async function request(path: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Unreachable(STRINGS.errors.unreachableDetail);
  }
  // A development proxy answers 502 to 504 when nothing listens behind it.
  if (response.status >= 502 && response.status <= 504) {
    const problem = response.headers.get('content-type')?.includes('problem+json');
    if (!problem) throw new Unreachable(STRINGS.errors.unreachableDetail);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function json<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await request(path, init);
  return (await response.json()) as T;
}

const signalled = (signal?: AbortSignal): RequestInit => (signal ? { signal } : {});

export const getModels = (signal?: AbortSignal) =>
  json<ModelsOut>(paths.models(), signalled(signal)).then((answer) => answer.models);

export const getBases = (model: string, signal?: AbortSignal) =>
  json<BasesOut>(paths.bases(model), signalled(signal)).then((answer) => answer.bases);

export const getLabels = (path: string, signal?: AbortSignal) =>
  json<string[]>(path, signalled(signal));

export const getBytes = (path: string, signal?: AbortSignal) =>
  request(path, signalled(signal)).then((response) => response.arrayBuffer());

export const getPermalink = (slug: string, signal?: AbortSignal) =>
  json<PermalinkOut>(paths.permalink(slug), signalled(signal));

export function makePermalink(state: ViewState): Promise<PermalinkOut> {
  const body: PermalinkIn = { state };
  return json<PermalinkOut>(paths.permalinks(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
