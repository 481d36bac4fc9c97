/** Every sentence a person reads, a file per area, so that one can read them in one place. */
import { FLAT } from './flat';
import { MEASURES } from './measures';
import { PAGE } from './page';
import { CAMERA, CLASSES, COLORING, FITS, FOCUS, SUMS } from './scene';
import { SIDES, STAGES } from './views';

export type { Refusal } from './refusals';

export const STRINGS = {
  ...PAGE,
  stages: STAGES,
  sides: SIDES,
  measures: MEASURES,
  flat: FLAT,
  fits: FITS,
  classes: CLASSES,
  coloring: COLORING,
  sums: SUMS,
  camera: CAMERA,
  focus: FOCUS,
} as const;
