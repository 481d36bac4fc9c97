/** What is being looked for and held for comparison: kept while panels come and go, and no part of a view. */
import { create } from 'zustand';
import type { Match, Metric, Point } from '../api/types';

/** `id` is answered by the page itself. */
export type SearchBy = Match | 'id';
export const SEARCHES = [
  'substring',
  'exact',
  'regex',
  'id',
] as const satisfies readonly SearchBy[];

export interface Group {
  point_set: string;
  ids: readonly number[];
}

interface Finding {
  model: string | undefined;
  text: string;
  by: SearchBy;
  caseMatters: boolean;
  among: string;
  metric: Metric;
  k: number;
  /** The two points compared. */
  a: Point | undefined;
  b: Point | undefined;
  /** The points set aside, to be subtracted. */
  group: Group | undefined;
  set: (change: Partial<Omit<Finding, 'set' | 'enter'>>) => void;
  /** Points of one model are none of another's. */
  enter: (model: string) => void;
}

const OF_A_MODEL = { a: undefined, b: undefined, group: undefined };

export const useFinding = create<Finding>()((set) => ({
  model: undefined,
  text: '',
  by: 'substring',
  caseMatters: false,
  among: 'tokens',
  metric: 'cosine',
  k: 10,
  ...OF_A_MODEL,
  set: (change) => set(change),
  enter: (model) => set((state) => (state.model === model ? {} : { model, ...OF_A_MODEL })),
}));
