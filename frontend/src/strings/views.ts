/** The names of what can stand in the middle and beside it. */
import type { Side, Stage } from '../api/types';

export const STAGES: Record<Stage, { name: string; what: string }> = {
  scene: { name: 'Scene', what: 'Three components, all points' },
  plane: { name: 'Plane', what: 'Two components, all points' },
  curves: { name: 'Curves', what: 'Each component against position' },
  gram: { name: 'Cosines', what: 'Cosines of positions with each other' },
};

export const SIDES: Record<Exclude<Side, 'closed'>, { name: string; what: string }> = {
  measures: { name: 'Measures', what: 'How concentrated is it?' },
  find: { name: 'Find', what: 'Search tokens, look at neighbours' },
  selection: { name: 'Selection', what: 'The points picked out, as a table' },
};
