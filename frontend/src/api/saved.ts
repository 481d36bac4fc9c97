/** Directions that people keep, and what they say of them. */
import { patchJson, post, postFile, postJson, putJson, remove } from './client';
import type {
  DescriptionOut,
  DirectionNeighborsOut,
  DirectionSource,
  SavedOut,
  SavedWholeOut,
  SaveIn,
} from './types';

const part = encodeURIComponent;
const of = (model: string) => `/api/v1/models/${part(model)}`;
const query = (values: Record<string, string>) => `?${new URLSearchParams(values)}`;

export interface SavedQuery {
  q: string;
  mine: boolean;
  first: number;
  n: number;
}

export const FORMATS = ['npy', 'json', 'safetensors'] as const;
export type FileFormat = (typeof FORMATS)[number];

export const savedPaths = {
  list: (model: string, { q, mine, first, n }: SavedQuery) =>
    `${of(model)}/saved-directions${query({ q, mine: String(mine), first: String(first), n: String(n) })}`,
  one: (model: string, name: string) => `${of(model)}/saved-directions/${part(name)}`,
};

export const saveDirection = (model: string, body: SaveIn) =>
  postJson<SavedWholeOut>(`${of(model)}/saved-directions`, body);

export const uploadDirection = (
  model: string,
  file: Blob,
  { title, description, site }: { title: string; description: string; site: string | undefined },
) =>
  postFile<SavedWholeOut>(
    `${of(model)}/saved-directions/upload${query({ title, description, ...(site && { site }) })}`,
    file,
  );

export const renameSaved = (model: string, name: string, title: string) =>
  patchJson<SavedOut>(savedPaths.one(model, name), { title });

export const deleteSaved = (model: string, name: string) => remove(savedPaths.one(model, name));

export const describe = (model: string, name: string, text: string) =>
  putJson<DescriptionOut>(`${savedPaths.one(model, name)}/description`, { text });

export const retractDescription = (model: string, name: string) =>
  remove(`${savedPaths.one(model, name)}/description`);

export const vote = (description: number, value: number) =>
  putJson<DescriptionOut>(`/api/v1/descriptions/${description}/vote`, { value });

export const directionNeighbors = (
  model: string,
  source: DirectionSource,
  k: number,
  signal?: AbortSignal,
) =>
  postJson<DirectionNeighborsOut>(
    `${of(model)}/direction-neighbors${query({ k: String(k) })}`,
    source,
    signal,
  );

/** The unit vector of any direction, saved or not, as a file. */
export const directionFile = (model: string, source: DirectionSource, format: FileFormat) =>
  post(`${of(model)}/direction-vector${query({ format })}`, source).then((response) =>
    response.blob(),
  );
