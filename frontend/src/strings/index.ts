/** Every sentence a person reads, a file per area, so that one can read them in one place. */
import { COMPARE, NO_WEBGL } from './compare';
import { FIND } from './find';
import { FLAT } from './flat';
import { GUIDE } from './guide';
import { HISTORY, LINKS } from './links';
import { MEASURES } from './measures';
import { PAGE } from './page';
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
  compare: COMPARE,
  noWebgl: NO_WEBGL,
  guide: GUIDE,
  history: HISTORY,
  links: LINKS,
  shortcuts: SHORTCUTS,
  table: TABLE,
  tour: TOUR,
  measures: MEASURES,
  flat: FLAT,
  find: FIND,
  selection: SELECTION,
  fits: FITS,
  classes: CLASSES,
  coloring: COLORING,
  sums: SUMS,
  camera: CAMERA,
  focus: FOCUS,
} as const;
