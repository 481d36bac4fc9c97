/** The panel of measures: what each number is, where it comes from, what chance would give. */

type Verdict = 'above' | 'at' | 'below';

const VERDICTS: Record<Verdict, string> = {
  above: 'above chance',
  at: 'at chance',
  below: 'below chance',
};

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const firstOf = (k: number) => (k === 1 ? 'first component' : `first ${k} components`);

export const MEASURES = {
  measured: 'Measured',
  components: (most: number) => `First components, k (1 to ${most})`,
  least: 'Fewer components',
  what: 'What is this?',
  source: 'Source:',
  loading: 'Measuring…',
  again: 'Try again',
  table: 'The numbers as a table',
  thinned: (step: number) => `Every ${step}th row, the first and the last.`,
  centeredName: 'centred',
  rawName: 'raw',
  sameRows: (set: string) =>
    `The ${set} are what this basis was fitted on: its first components hold as much of them as any could, so they are above chance by construction.`,
  partly:
    'This basis was fitted on these rows among others: its first components lean towards them by construction.',
  notMeasurable: 'No point set of this model lies in the space of this basis.',
  noPositions:
    'This model has no table of positions, so there are no row norms by position and no cosines with positions to show.',
  noTokens:
    'This model’s tokens are not on this server, so there is nothing to compare positions with.',
  noPairs:
    'The nearest pairs of a token and a position are stored for a model’s own table of positions, not for mean residuals.',
  said: (k: number) => `Measuring the ${firstOf(k)}.`,
  rows: (set: string, n: string) => `${n} ${set}`,
  range: (samples: string, seed: number) => `range of ${samples} random subspaces, seed ${seed}`,
  closedForm: 'chance in closed form',
  basis: (name: string, fit: string) => `basis ${name}: ${fit}`,
  scaledLengths: 'lengths after scaling, as in the basis',

  concentration: {
    title: 'Share inside',
    sentence: (set: string, kind: string, share: string, k: number) =>
      `${capital(set)} have ${share} of their ${kind === 'centered' ? 'variance' : 'mean square'} in the first ${
        k === 1 ? 'component' : `${k} components`
      }`,
    chance: (k: number, chance: string, low: string, high: string) =>
      `a random ${k}-dimensional subspace would hold ${chance} (5–95 %: ${low} – ${high})`,
    verdict: (verdict: Verdict) => VERDICTS[verdict],
    centered: 'centred',
    raw: 'raw',
    axis: 'first k components',
    hover:
      'k = %{x}: %{y:.2%}<br>chance %{customdata[2]:.2%}, 5–95 %: %{customdata[0]:.2%} – %{customdata[1]:.2%}<extra></extra>',
    label: (set: string, k: number) =>
      `The share of the ${set} inside the first k components, against k, with chance and its range; k is ${k}.`,
    caption: (set: string) => `Share of the ${set} inside the first k components`,
    head: ['k', 'chance', 'centred', '5 %', '95 %', 'raw', '5 %', '95 %'],
    definition:
      'Of all the points’ squared length, the part along the first k components: Σ‖Pₖx‖² / Σ‖x‖². Centred takes lengths from the points’ own mean (then it is variance), raw from the origin. A k-dimensional subspace drawn at random holds k/d of it on average, whatever the points are; how far it strays depends on how uneven they are, so the range is drawn for these points.',
    origin:
      'shares of squared singular values, as in principal component analysis (Jolliffe 2002); the decomposition into position and the rest follows Song & Zhong, “Uncovering hidden geometry in transformers via disentangling position and context” (2023), whose explained ratios sum singular values unsquared.',
    key: 'Line: share. Dotted: k/d. Grey: 5–95 % of random subspaces. Click or drag to choose k.',
  },

  points: {
    title: 'Point by point',
    sentence: (set: string, k: number, mean: string, inside: string) =>
      `In the ${firstOf(k)} ${set} hold ${mean} of their squared length on average; ${inside} of them are within what 90 % of random directions hold`,
    range: (low: string, high: string) => `5–95 %: ${low} – ${high}`,
    without: (n: string) => `${n} without length are left out.`,
    noCurve:
      'No curve of chance: the subspace leaves less than two dimensions, where the density has no finite end.',
    axis: (k: number) => `share inside the ${firstOf(k)}`,
    hover: '%{customdata[0]} – %{customdata[1]}: %{y}<extra></extra>',
    label: (set: string, k: number, mean: string, low: string, high: string) =>
      `Histogram of the ${set} by the share of each inside the ${firstOf(k)}: mean ${mean}; one random direction holds ${low} to ${high}.`,
    caption: (set: string) => `How many ${set} have which share inside`,
    head: ['share inside', 'points', 'by chance'],
    highest: 'Most inside',
    lowest: 'Least inside',
    go: (name: string) => `Look at ${name}`,
    position: (id: string) => `position ${id}`,
    key: 'Bars: points. Dotted: as many random directions. Grey: 5–95 % of one. White or black line: mean.',
    definition:
      'Each point’s own share: ‖Pₖ(x − m)‖² / ‖x − m‖², with m the mean of the points. Those at the ends are named.',
    origin:
      'the share of a random direction in d dimensions inside a fixed k-dimensional subspace is Beta(k/2, (d − k)/2) exactly, as a ratio of chi-squared sums (Anderson, “An introduction to multivariate statistical analysis”, 2003).',
  },

  angles: {
    title: 'Principal angles',
    sentence: (k: number, set: string, smallest: string) =>
      `Between the ${firstOf(k)} here and the first ${k} of the ${set}’ own, the smallest angle is ${smallest}`,
    chance: (low: string, high: string) =>
      `to a random subspace it would be ${low} – ${high} (5–95 %)`,
    verdict: {
      below: 'nearer than chance',
      at: 'at chance',
      above: 'further apart than chance',
    } satisfies Record<Verdict, string>,
    capped: (most: number) => `Measured for up to ${most} components.`,
    few: 'This point set has too few rows to have components of its own.',
    axis: 'angle, smallest first',
    hover: 'angle %{x}: %{y:.1f}°<extra></extra>',
    label: (k: number, smallest: string, low: string, high: string) =>
      `The ${k} principal angles; the smallest is ${smallest}, by chance ${low} to ${high}.`,
    caption: (k: number) => `The ${k} principal angles`,
    head: ['', 'angle'],
    key: 'Box at the first bar: 5–95 % of the smallest angle by chance. The others have no range of their own here: they can only be larger than the first.',
    definition:
      'The smallest angle between any direction of one subspace and any of the other, then the smallest among directions at right angles to those, and so on. 0°: a shared direction; 90°: none.',
    origin:
      'Björck & Golub, “Numerical methods for computing angles between linear subspaces” (1973): arccosines of the singular values of UᵀV.',
  },

  spectrum: {
    title: 'How many directions',
    head: ['', 'centred', 'raw'],
    stableRank: 'Stable rank',
    participation: 'Participation ratio',
    total: 'Total',
    chance: (value: string) => `no direction preferred: ${value}`,
    totalNote:
      'The total has a unit, the rows’ own squared, and no chance level: rows of any size may be drawn.',
    definition:
      'With λ the variances along the points’ own components (mean squares if raw): stable rank Σλ / λ₁, participation ratio (Σλ)² / Σλ², total Σλ. 1 means a line, d all directions alike. Small numbers that say how many directions the points really use.',
    origin:
      'stable rank after Rudelson & Vershynin (2007), used on residuals by Song & Zhong (2023); participation ratio after Gao & Ganguli (2015). Beside them: Gaussian rows, as many and as wide, to leading order (Marchenko & Pastur 1967).',
  },

  scree: {
    title: 'Variance along the basis',
    sentence: (share: string, set: string, kind: string, k: number, chance: string) =>
      `The ${firstOf(k)} hold ${share} of the ${set}’ ${kind}; rows with no preferred direction would have ${chance} there`,
    axis: 'component',
    hoverShare: 'PC%{x}: %{y:.2%}<extra></extra>',
    hoverSum: 'first %{x}: %{y:.2%}<extra></extra>',
    hoverChance: 'first %{x} by chance: %{y:.2%}<extra></extra>',
    label: (shown: number, k: number, sum: string, chance: string) =>
      `Shares of the variance of components 1 to ${shown} and their running sum: the first ${k} hold ${sum}, by chance ${chance}.`,
    caption: 'Share of each component of the basis',
    head: ['component', 'share', 'sum so far', 'sum by chance'],
    key: 'Bars: each component, those on an axis by letter. Line: running sum. Dotted: the sum for rows with no preferred direction. Dashed: k.',
    definition:
      'The share of the fitted rows’ variance along each component, largest first (a scree chart), and its running sum.',
    origin:
      'Cattell (1966) for the chart; Marchenko & Pastur (1967) for Gaussian rows, as many and as wide as those fitted.',
  },

  norms: {
    title: 'Row norms by position',
    sentence: (zero: string, median: string) =>
      `Position 0 has length ${zero}; the median position ${median}`,
    tokens: (median: string, low: string, high: string) =>
      `tokens have ${median} (5–95 %: ${low} – ${high})`,
    axis: 'position',
    length: 'length',
    hover: 'position %{x}: %{y:.3g}<extra></extra>',
    label: (n: number, zero: string) =>
      `The length of the row of each of ${n} positions; position 0 has ${zero}.`,
    caption: 'Length of each position’s row',
    head: ['position', 'length'],
    key: 'Ring: position 0. Red: median and 5–95 % of the tokens, which is the level to read it against: a length by itself has no chance level.',
    definition:
      'The Euclidean length of each row of the table of positions, from the origin. In most models position 0 stands apart, which is why fits leave it out unless asked.',
    origin: 'read from the weights.',
  },

  cosines: {
    title: 'Largest cosines of tokens with positions',
    sentence: (token: string, position: number, cosine: string) =>
      `The largest is ${token} with position ${position}: ${cosine}`,
    chance: (low: string, high: string, n: string, largest: string) =>
      `two random directions have ${low} to ${high} (5–95 %); the largest of ${n} such pairs would be about ±${largest}`,
    head: ['token', 'position', 'cosine'],
    caption: 'Pairs of a token and a position with the largest cosines',
    more: (n: number) => `Show all ${n}`,
    fewer: 'Show fewer',
    go: (name: string) => `Look at ${name}`,
    none: 'No pairs came back.',
    basisFree: 'no basis takes part',
    definition:
      'The cosine of the angle between a token’s row and a position’s, for the pairs where it is largest in size. Raw from the origin, centred from the mean of the tokens and of the positions.',
    origin:
      'the range is that of Beta(½, (d − 1)/2), the exact law of a squared cosine of random directions. The pairs share rows, so the largest of independent pairs is a guide, not a test.',
  },
} as const;
