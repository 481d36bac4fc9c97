/** Every sentence a person reads, a file per area, so that one can read them in one place. */
import { COMPARE, FLAT } from './compare';
import { GUIDE } from './guide';
import { HISTORY, LINKS } from './links';
import { PAGE } from './page';
import { SHORTCUTS, TABLE } from './shortcuts';
import { TOUR } from './tour';
import { SIDES, STAGES } from './views';

export type { Refusal } from './refusals';

export const STRINGS = {
  ...PAGE,
  stages: STAGES,
  sides: SIDES,
  compare: COMPARE,
  flat: FLAT,
  guide: GUIDE,
  history: HISTORY,
  links: LINKS,
  shortcuts: SHORTCUTS,
  table: TABLE,
  tour: TOUR,
} as const;
