/** Provenance of the pictures that have no three axes. */
import type { BasisOut, ModelOut } from '../api/types';
import { STRINGS } from '../strings';
import { fitText, type Provenance, schemeText, shortHash } from './provenance';
import { count } from './shares';

const modelParts = (model: ModelOut): string[] => [
  model.name,
  `rev ${shortHash(model.revision)}`,
  `${model.architecture}, ${schemeText(model)}`,
];

const positionsOf = (model: ModelOut): number =>
  model.point_sets.find(({ name }) => name === 'positions')?.n ?? 0;

/** `components` in words: "PC1 to PC6", "the components on the axes". */
export const curvesProvenance = (
  model: ModelOut,
  basis: BasisOut,
  components: string,
): Provenance => ({
  before: [...modelParts(model), fitText(basis), components],
  points: [{ set: 'positions', text: `${count(positionsOf(model))} positions` }],
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
    after: [t.note, t.basisFree],
  };
};
