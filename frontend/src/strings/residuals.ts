/** The residuals page: its controls, its tokens, and why there may be nothing to see. */
import type { Part, Reading, ResidualSide, ResidualStage } from '../api/types';

export const RESIDUAL_STAGES: Record<ResidualStage, { name: string; what: string }> = {
  prompts: { name: 'Prompts', what: 'Tokens coloured by the direction' },
  positions: { name: 'Positions', what: 'The score against position' },
  extremes: { name: 'Extremes', what: 'Highest and lowest tokens' },
  depth: { name: 'Depth', what: 'The direction through the layers' },
  lens: { name: 'Lens', what: 'The next tokens each layer would name' },
};

export const RESIDUAL_SIDES: Record<
  Exclude<ResidualSide, 'closed'>,
  { name: string; what: string }
> = {
  scatter: { name: 'Scatter', what: 'In three components' },
  directions: { name: 'Directions', what: 'Mix, save, find' },
  prompts: { name: 'Own', what: 'Prompts of your own' },
};

/** Parts beside the residual stream, at a block. */
const PARTS: Record<Exclude<Part, 'resid_pre' | 'resid_post'>, string> = {
  resid_mid: 'Between attention and MLP',
  attn_out: 'Attention output',
  mlp_out: 'MLP output',
  z: 'Head, before its output matrix (z)',
  result: 'Head, after its output matrix',
  q: 'Queries',
  k: 'Keys',
  v: 'Values',
  mlp_post: 'MLP neurons',
};

const SHORT: typeof PARTS = { ...PARTS, z: 'Head', result: 'Head result' };

interface Place {
  layer: number;
  part: Part;
  head: number | null;
}

/** "Before block 2", "Head 3 of block 1". */
function site({ layer, part, head }: Place): string {
  if (part === 'resid_pre') return `Before block ${layer}`;
  if (part === 'resid_post') return `After block ${layer}`;
  const name = SHORT[part];
  if (head === null) return `${name}, block ${layer}`;
  return `${name.startsWith('Head') ? `Head ${head}${name.slice(4)}` : `${name} of head ${head}`}, block ${layer}`;
}

const BASES: Record<string, string> = {
  pca: 'PCA of this site',
  'pca-with-0': 'PCA of this site, position 0 too',
  'pca-scaled': 'PCA of this site, scaled',
  'pca-with-0-scaled': 'PCA of this site, position 0 too, scaled',
};

const READINGS: Record<Reading, string> = {
  dot: 'Dot product',
  centered: 'Centred',
  cosine: 'Cosine',
};

export const RESIDUALS = {
  title: (model: string, site: string) => `${model} · ${site} – Residview`,
  skip: 'Skip to the prompts',
  loading: 'Loading the prompts…',
  loadingScores: 'Loading the scores…',
  missingCapture: (model: string, capture: string) =>
    `The model “${model}” is here, but “${capture}”, which the link shows, is not.`,
  missingOpen: 'Open the residuals',

  prompts: 'Prompts',
  unfinished: (title: string) => `${title} (not finished)`,
  someShown: (n: string, shown: string) =>
    `Fitted on all ${n} prompts; ${shown} of them are shown.`,

  depth: 'Depth',
  site,
  stop: (site: string, spread: string) => `${site}: spread ${spread}`,
  spread: (spread: string) => `spread ${spread}`,
  part: 'Part',
  head: 'Head',
  lines: { stream: 'Residual stream', ...PARTS },
  parts: PARTS,
  otherParts: 'Heads and sublayers…',
  otherPartsWhat: 'A worker captures them of the same prompts, and they join the stream here.',
  otherPartsNamed: 'What is captured',
  withParts: (title: string, parts: readonly Part[]) => {
    const others = parts.flatMap((part) =>
      part in PARTS ? [PARTS[part as keyof typeof PARTS]] : [],
    );
    return others.length === 0 ? title : `${title} + ${others.join(', ')}`;
  },

  direction: 'Direction',
  component: (last: number) => `Component, 1 to ${last}`,
  componentBefore: 'Component before',
  componentAfter: 'Component after',
  share: (share: string) => `${share} of the variance`,

  basis: 'Components of',
  ownBasis: 'This site',
  modelBasis: (name: string) => `The model’s embeddings, ${name}`,
  basisName: (name: string) => BASES[name] ?? `basis “${name}”`,
  fit: 'How they are fitted',
  fits: {
    position_0: {
      name: 'Position 0 too',
      what: 'Fit on position 0 as well. Its residuals are often many times as long as all others.',
    },
    scaled: {
      name: 'Scaled',
      what: 'Divide each coordinate by its standard deviation before the fit, and the residuals with it.',
    },
  },
  fittedOn: (n: string, position0: boolean, scaled: boolean) =>
    `PCA of ${n} residuals, position 0 ${position0 ? 'among them' : 'left out'}` +
    `${scaled ? ', each coordinate scaled to variance 1' : ''}.`,
  fittedElsewhere: 'Fitted on embeddings of the model, not on these residuals.',

  reading: 'Colour by',
  readings: READINGS,
  readingWhat: {
    dot: 'The residual’s dot product with the direction, a unit vector.',
    centered: 'The same, from the mean residual: how a token differs from the others.',
    cosine: 'The cosine of the angle between them: the dot product without the residual’s length.',
  } satisfies Record<Reading, string>,
  scale: {
    dot: (name: string) => `Dot product with ${name}`,
    centered: (name: string) => `Dot product with ${name}, centred`,
    cosine: (name: string) => `Cosine with ${name}`,
  } satisfies Record<Reading, (name: string) => string>,
  legend: 'What the colours mean',
  atMost: (value: string) => `≤ ${value}`,
  atLeast: (value: string) => `≥ ${value}`,
  firstLeftOut: 'Position 0: left out of the fit',

  prompt: (n: string) => `Prompt ${n}`,
  token: (token: string, position: string, leftOut: boolean) =>
    `${token}, position ${position}${leftOut ? ', left out of the fit' : ''}`,
  where: (id: string, prompt: string, position: string) =>
    `token ${id} · prompt ${prompt}, position ${position}`,
  pick: 'Click a token to keep it in view.',
  picked: 'The token that was picked out',
  unpick: 'Let go of this token',

  pages: 'Pages of prompts',
  before: 'Before',
  after: 'Next',
  pageBefore: 'The prompts before these',
  pageAfter: 'The prompts after these',
  shown: (from: string, to: string, n: string) => `${from} to ${to} of ${n}`,

  revision: (revision: string) => `Revision ${revision}`,
  checksum: (name: string, checksum: string) => `Basis “${name}”, checksum ${checksum}`,
  tokens: (prompts: string, tokens: string) =>
    `${prompts} ${prompts === '1' ? 'prompt' : 'prompts'}, ${tokens} tokens`,

  said: {
    component: (name: string, share: number | undefined) =>
      share === undefined ? `${name}.` : `${name}, ${(100 * share).toFixed(1)} % of the variance.`,
    site: (name: string) => `${name}.`,
    page: (first: number) => `Prompts from ${first} on.`,
  },
} as const;
