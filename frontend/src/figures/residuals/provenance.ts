/** The line under a picture of residuals: of what they are, and how they are read. */
import type { CaptureOut, ModelOut, SiteOut } from '../../api/types';
import type { AnyBasis } from '../../state/residuals/resolve';
import { STRINGS } from '../../strings';
import { type Provenance, schemeText, shortHash } from '../provenance';
import { count } from '../shares';

interface Input {
  model: ModelOut;
  capture: CaptureOut;
  site: SiteOut;
  basis?: AnyBasis | undefined;
  /** How many of them are in the picture. */
  tokens: number;
  details: readonly string[];
}

export function residualsProvenance(input: Input): Provenance {
  const { model, capture, site, basis, tokens, details } = input;
  const t = STRINGS.residualsFigures;
  return {
    before: [
      model.name,
      `rev ${shortHash(model.revision)}`,
      `${model.architecture}, ${schemeText(model)}`,
      basis ? t.basisAt(basis.name, site.name) : t.at(site.name),
    ],
    points: [
      {
        set: 'tokens',
        text: `${t.tokens(count(tokens))} ${t.of} ${t.over(count(capture.n_shown), count(capture.n_prompts))}`,
      },
    ],
    after: [capture.title, ...details],
  };
}
