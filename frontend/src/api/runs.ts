/** What workers have to do. */
import { getJson, postJson } from './client';
import type { RunOut, WorkersOut } from './types';

const of = (run: string) => `/api/v1/runs/${encodeURIComponent(run)}`;

export const runPaths = { events: (run: string) => `${of(run)}/events` };

export const getRun = (run: string, signal?: AbortSignal) => getJson<RunOut>(of(run), signal);
export const getWorkers = (signal?: AbortSignal) => getJson<WorkersOut>('/api/v1/workers', signal);
export const cancelRun = (run: string) => postJson<RunOut>(`${of(run)}/cancel`, {});
export const retryRun = (run: string) => postJson<RunOut>(`${of(run)}/retry`, {});
