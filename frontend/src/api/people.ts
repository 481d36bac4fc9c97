/** Names: who this browser is. */
import { getJson, postJson, remove } from './client';
import type { MeOut, NewPersonOut, PersonOut } from './types';

const ROOT = '/api/v1/people';

export const getMe = (signal?: AbortSignal) => getJson<MeOut>(`${ROOT}/me`, signal);
export const takeName = (name: string) => postJson<NewPersonOut>(ROOT, { name });
export const recoverName = (name: string, recovery_key: string) =>
  postJson<PersonOut>(`${ROOT}/recover`, { name, recovery_key });
export const leaveName = () => remove(`${ROOT}/me`);
