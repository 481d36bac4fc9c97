/** One's own recent views, in this browser alone: a list that reads and writes itself. */
import type { ViewState } from '../api/types';
import { DEFAULT_CAMERA } from './view';

export interface Visit {
  /** Path and query: what opens it again. */
  address: string;
  /** Visits of one key are of one picture, from wherever it was looked at. */
  key: string;
  model: string;
  basis: string;
  axes: string;
  /** A link's title, where it has one. */
  title: string;
  /** Milliseconds since 1970. */
  at: number;
}

export const HISTORY_LENGTH = 30;
const STORED_AS = 'residview:recent';

/** What one needs of localStorage. It may throw at any touch: blocked, or full. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const TEXTS = ['address', 'key', 'model', 'basis', 'axes', 'title'] as const;

const isVisit = (value: unknown): value is Visit => {
  if (typeof value !== 'object' || value === null) return false;
  const given = value as Record<string, unknown>;
  return (
    TEXTS.every((name) => typeof given[name] === 'string') &&
    typeof given.at === 'number' &&
    // Anything else might lead elsewhere: this is a page's own address or nothing.
    /^\/(embeddings|residuals|v\/)/.test(given.address as string)
  );
};

export function readVisits(shelf: () => Shelf): Visit[] {
  try {
    const stored: unknown = JSON.parse(shelf().getItem(STORED_AS) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isVisit).slice(0, HISTORY_LENGTH) : [];
  } catch {
    return [];
  }
}

/** False where the browser keeps nothing. A list that is too long for it loses its oldest half first. */
export function writeVisits(shelf: () => Shelf, visits: readonly Visit[]): boolean {
  for (let kept = visits; ; kept = kept.slice(0, Math.floor(kept.length / 2))) {
    try {
      if (kept.length === 0) shelf().removeItem(STORED_AS);
      else shelf().setItem(STORED_AS, JSON.stringify(kept));
      return kept.length === visits.length || kept.length > 0;
    } catch {
      if (kept.length === 0) return false;
    }
  }
}

/** With a visit at the top; earlier ones of the same picture give way to it. */
export const withVisit = (visits: readonly Visit[], visit: Visit): Visit[] =>
  [visit, ...visits.filter(({ key }) => key !== visit.key)].slice(0, HISTORY_LENGTH);

/** The view without what only says how it is looked at. */
export const pictureOf = (view: ViewState): ViewState => ({
  ...view,
  camera: DEFAULT_CAMERA,
  theme: 'dark',
  side: 'closed',
  size: 1,
  k: 1,
});
