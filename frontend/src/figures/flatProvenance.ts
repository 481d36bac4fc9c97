/** Provenance of the pictures that have no three axes. */
import type { BasisOut, ModelOut } from '../api/types';
import { meansOf, positionsOf } from '../state/positions';
import { DEFAULT_SHOW } from '../state/view';
import { STRINGS } from '../strings';
import { fitText, type Provenance, pointCounts, schemeText, shortHash } from './provenance';

const modelParts = (model: ModelOut): string[] => [
  model.name,
  `rev ${shortHash(model.revision)}`,
  `${model.architecture}, ${schemeText(model)}`,
];

/** `components` in words: "PC1 to PC6", "the components on the axes". */
export const curvesProvenance = (
  model: ModelOut,
  basis: BasisOut,
  components: string,
): Provenance => ({
  before: [...modelParts(model), fitText(basis), components],
  points: pointCounts(model, DEFAULT_SHOW).filter(({ set }) => set === 'positions'),
  after: [`first residual: ${model.first_residual}`],
});

export const gramProvenance = (
  model: ModelOut,
  kind: 'raw' | 'centered',
  rows: string,
): Provenance => {
  const t = STRINGS.flat.gram;
  return {
    before: [...modelParts(model), `${t.title} ${t.about[kind]}`],
    points: [{ set: 'positions', text: rows }],
    after: [meansOf(positionsOf(model)?.name ?? '') ? t.meansNote : t.note, t.basisFree],
  };
};
