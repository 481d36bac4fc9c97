/** Every sentence a person reads, a file per area, so that one can read them in one place. */
import { COMPARE, NO_WEBGL } from './compare';
import { DIRECTIONS } from './directions';
import { FIND } from './find';
import { FLAT } from './flat';
import { GUIDE } from './guide';
import { INTERVENTIONS } from './interventions';
import { LENS } from './lens';
import { HISTORY, LINKS } from './links';
import { MEASURES } from './measures';
import { PAGE } from './page';
import { PEOPLE } from './people';
import { POSITIONS } from './positions';
import { PROMPTS } from './prompts';
import { RESIDUAL_SIDES, RESIDUAL_STAGES, RESIDUALS } from './residuals';
import { RESIDUALS_FIGURES } from './residualsFigures';
import { RUNS } from './runs';
import { CAMERA, CLASSES, COLORING, FITS, FOCUS, SUMS } from './scene';
import { SELECTION } from './selection';
import { SHORTCUTS, TABLE } from './shortcuts';
import { TOUR } from './tour';
import { SIDES, STAGES } from './views';

export type { Refusal } from './refusals';

export const STRINGS = {
  ...PAGE,
  stages: STAGES,
  sides: SIDES,
  prompts: PROMPTS,
  residuals: RESIDUALS,
  residualStages: RESIDUAL_STAGES,
  residualSides: RESIDUAL_SIDES,
  compare: COMPARE,
  noWebgl: NO_WEBGL,
  guide: GUIDE,
  history: HISTORY,
  links: LINKS,
  shortcuts: SHORTCUTS,
  table: TABLE,
  tour: TOUR,
  measures: MEASURES,
  residualsFigures: RESIDUALS_FIGURES,
  positions: POSITIONS,
  flat: FLAT,
  find: FIND,
  selection: SELECTION,
  fits: FITS,
  classes: CLASSES,
  coloring: COLORING,
  sums: SUMS,
  camera: CAMERA,
  focus: FOCUS,
  people: PEOPLE,
  lens: LENS,
  directions: DIRECTIONS,
  interventions: INTERVENTIONS,
  runs: RUNS,
} as const;
