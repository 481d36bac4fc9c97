/** How many points a picture has. */
import type { Show } from '../api/types';
import { type PointColumns, SET_NAMES } from '../data/columns';
import type { PerSet } from './coloring';

export const drawnPoints = (points: PointColumns, show: Show, kept: PerSet<Uint32Array>): number =>
  SET_NAMES.reduce((sum, set) => {
    const columns = points[set];
    if (!columns || !(set === 'sums' || show[set])) return sum;
    return sum + (kept[set]?.length ?? columns.x.length);
  }, 0);
