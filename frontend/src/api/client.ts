/** Requests to the server, and its refusals as typed errors. */
import { STRINGS } from '../strings';
import { paths } from './paths';
import type {
  BasesOut,
  DirectionIn,
  DirectionOut,
  ModelsOut,
  PermalinkIn,
  PermalinkOut,
  Problem,
  SumsOut,
} from './types';

export { paths };

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

export const getJson = <T>(path: string, signal?: AbortSignal) => json<T>(path, signalled(signal));

const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const postJson = <T>(path: string, body: unknown, signal?: AbortSignal) =>
  json<T>(path, { ...posted(body), ...signalled(signal) });

export const patchJson = <T>(path: string, body: unknown) =>
  json<T>(path, { ...posted(body), method: 'PATCH' });

export const putJson = <T>(path: string, body: unknown) =>
  json<T>(path, { ...posted(body), method: 'PUT' });

export const postFile = <T>(path: string, file: Blob) =>
  json<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });

export const remove = (path: string) => request(path, { method: 'DELETE' });

export const makePermalink = (body: PermalinkIn) =>
  json<PermalinkOut>(paths.permalinks(), posted(body));

export const makeDirection = (model: string, body: DirectionIn) =>
  json<DirectionOut>(paths.directions(model), posted(body));

export const makeSums = (model: string, text: string) =>
  json<SumsOut>(paths.sums(model), posted({ text }));

/** A request whose answer comes line by line; see fits. */
export const post = (path: string, body: unknown, signal?: AbortSignal) =>
  request(path, { ...posted(body), ...signalled(signal) });
