/** The number that a point is coloured by, for each way of colouring. */
import type { ColorBy } from '../api/types';
import { SET_NAMES, type SetName } from '../data/columns';
import { isTokens, type PerSet } from './coloring';

/** What was asked of the server for it. */
export interface Facts {
  /** ‖x‖² from the origin. */
  squares?: PerSet<Float32Array> | undefined;
  scores?: PerSet<Float32Array> | undefined;
  cosines?: PerSet<Float32Array> | undefined;
  shares?: PerSet<Float32Array> | undefined;
  labels?: readonly string[] | undefined;
  sums?: { ids: readonly number[]; labels: readonly string[] } | undefined;
}

const order = (n: number) => Float32Array.from({ length: n }, (_, i) => i);
/** Characters as a person counts them, near enough: code points. */
const lengths = (labels: readonly string[]) =>
  Float32Array.from(labels, (label) => [...label].length);

function column(by: ColorBy, set: SetName, n: number, facts: Facts): Float32Array | undefined {
  switch (by) {
    case 'position':
      return isTokens(set) ? undefined : order(n);
    case 'id':
      if (set === 'sums') return facts.sums && Float32Array.from(facts.sums.ids);
      return isTokens(set) ? order(n) : undefined;
    case 'length':
      if (set === 'sums') return facts.sums && lengths(facts.sums.labels);
      return isTokens(set) && facts.labels?.length === n ? lengths(facts.labels) : undefined;
    case 'norm':
      return facts.squares?.[set]?.map(Math.sqrt);
    case 'component':
      return facts.scores?.[set];
    case 'share_seen':
      return facts.shares?.[set];
    case 'cosine':
      return facts.cosines?.[set];
    case 'kind':
    case 'class':
      return undefined;
  }
}

export function valuesOf(
  by: ColorBy,
  counts: PerSet<number>,
  facts: Facts,
): PerSet<Float32Array> | undefined {
  const found: PerSet<Float32Array> = {};
  for (const set of SET_NAMES) {
    const n = counts[set];
    if (n !== undefined) found[set] = column(by, set, n, facts);
  }
  return Object.values(found).some((values) => values !== undefined) ? found : undefined;
}
