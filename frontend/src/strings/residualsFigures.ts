/** What the pictures of residuals say: scatter, positions, extremes, depth. */

const prompts = (n: string) => (n === '1' ? '1 prompt' : `${n} prompts`);

export const RESIDUALS_FIGURES = {
  position0: 'Position 0 too',
  position0What:
    'The first token of a prompt is often many times as long as the others, and would leave them no room.',
  over: (shown: string, all: string) =>
    shown === all ? `all ${prompts(all)}` : `the first ${shown} of ${prompts(all)}`,
  left: 'position 0 left out',
  taken: 'position 0 included',
  tokens: (n: string) => `${n} tokens`,
  of: 'of',
  at: (site: string) => `residuals at ${site}`,
  basisAt: (basis: string, site: string) => `basis ${basis} of residuals at ${site}`,
  reading: (name: string, reading: string) => `${name}, ${reading}`,
  loading: 'Loading the scores…',

  scatter: {
    label: (n: string, site: string) =>
      `Scatter plot in three dimensions: ${n} residuals at ${site}.`,
    hover: (prompt: string, position: string) => `prompt ${prompt}, position ${position}`,
    score: 'score',
    token: 'token',
    color: 'Colour by',
    colors: {
      direction: 'Direction',
      position: 'Position',
      token: 'Token class',
      prompt: 'Prompt',
    },
    colorLegend: {
      direction: (name: string) => `Score along ${name}`,
      position: 'Position in the prompt',
      prompt: (n: number) =>
        `A colour for each prompt, of ${n} in turn. Click a point to follow its prompt.`,
    },
    atMost: (value: string) => `≤ ${value}`,
    atLeast: (value: string) => `≥ ${value}`,
    axes: 'Axes',
    scale: 'True scale',
    scaleWhat: 'One scale for all three axes',
    reset: 'Reset the camera',
    hint: 'Point at a token or a dot: the other lights up',
    nothing: 'Nothing under the pointer',
    focused: (name: string, prompt: string, position: string) =>
      `Focused: ${name}, prompt ${prompt}, position ${position}.`,
    released: 'No token is focused.',
    colored: (by: string) => `Coloured by: ${by}.`,
    path: 'The line is the focused prompt, from token to token.',
    flat: 'This browser has no WebGL: the same points in plain pixels, without pointing at them.',
  },

  positions: {
    title: (name: string) => `${name} against position`,
    x: 'position',
    n: 'prompts',
    readings: { dot: 'dot product', centered: 'score from the mean', cosine: 'cosine' },
    hover: (reading: string) =>
      `position %{x}<br>${reading}: mean %{y:.3g}, ±%{customdata[0]:.3g}<br>90 % within %{customdata[1]:.3g} to %{customdata[2]:.3g}<br>%{customdata[3]} prompts<extra></extra>`,
    hoverN: 'position %{x}: %{y} prompts<extra></extra>',
    zero: (value: string, beyond: 'above' | 'below' | undefined) =>
      `position 0: ${value}${beyond === 'above' ? ' ↑' : beyond === 'below' ? ' ↓' : ''}`,
    label: (name: string, reading: string, last: number, low: string, high: string) =>
      `${name}, ${reading}, against position, averaged over prompts: from position 1 to ${last} the mean lies between ${low} and ${high}; a band of one standard deviation and the range of 90 % of prompts around it.`,
    caption: (name: string) => `${name} by position, over prompts`,
    head: ['Position', 'Mean', 'Standard deviation', '5 % quantile', '95 % quantile', 'Prompts'],
    keys: { mean: 'mean', band: '± one standard deviation', range: '5 % to 95 % of prompts' },
    short: 'The shown prompts have one token each: there is nothing to draw against position.',
  },

  extremes: {
    highest: 'Highest',
    lowest: 'Lowest',
    grouped: 'Each token once',
    groupedWhat: 'A token that comes up again and again is listed once, at its furthest.',
    more: (n: string) => `+ ${n} more`,
    where: (prompt: string, position: string) => `prompt ${prompt}, position ${position}`,
    go: (name: string, prompt: string, position: string) =>
      `Show ${name} in prompt ${prompt}, position ${position}`,
    none: 'No token takes part.',
    histogram: {
      title: 'How scores are spread',
      x: (name: string, reading: string) => `${name}, ${reading}`,
      y: 'tokens',
      hover: '%{customdata[0]} to %{customdata[1]}: %{y} tokens<extra></extra>',
      label: (n: string, low: string, high: string, mean: string) =>
        `Histogram of ${n} tokens by score, from ${low} to ${high}; mean ${mean}.`,
      caption: 'How many tokens have which score',
      head: ['Score', 'Tokens'],
    },
  },

  depth: {
    share: {
      title: 'Variance along the direction',
      y: 'share of the variance',
      hover:
        '%{customdata[0]}<br>share %{customdata[1]}, by chance %{customdata[2]} to %{customdata[3]}<br>variance %{customdata[4]}, mean %{customdata[5]}<extra></extra>',
      label: (name: string, first: string, last: string, top: string) =>
        `Share of the variance along ${name} at each stop of the depth, from ${first} to ${last}, with what random directions have; largest at ${top}.`,
      caption: (name: string) => `${name} through the depth`,
      head: ['Stop', 'Share', 'By chance from', 'to', 'Variance', 'Mean of the dot product'],
      note: 'The same vector at every stop. The band holds nine in ten random directions.',
    },
    parts: {
      title: 'What residuals are made of',
      names: { mean: 'mean', position: 'position', context: 'context', rest: 'rest' },
      what: {
        mean: 'the mean of all rows, μ',
        position: 'the mean at a position, less μ',
        context: 'the mean of a prompt, less μ',
        rest: 'what is left',
      },
      y: 'share of the mean square',
      hover: (name: string) => `%{x}<br>${name}: %{customdata}<extra></extra>`,
      label: 'Shares of the mean squared length in mean, position, context and rest, at each stop.',
      caption: 'Residuals as mean, position, context and rest',
      head: ['Stop', 'Mean', 'Position', 'Context', 'Rest', 'Prompts', 'Positions'],
      note: (n: string, positions: string) =>
        `h = μ + position + context + rest, over positions 1 to ${positions} of the ${n} prompts that are as long. Definitions of`,
      source: 'Song & Zhong 2023',
      missing:
        'This needs at least two prompts that share enough positions. These have too few, or are too short, so nothing can be told of position and context apart.',
      missingAt: (sites: string) => `Not at ${sites}.`,
    },
    ranks: {
      title: 'How few directions hold it',
      y: 'stable rank',
      names: { position: 'of position', context: 'of context' },
      relative: 'relative norm of position',
      yRelative: 'relative norm',
      label:
        'Stable rank of the positional and contextual parts, and the relative norm of position, at each stop.',
      caption: 'Stable ranks and relative norm',
      head: [
        'Stop',
        'Stable rank of position',
        'Stable rank of context',
        'Relative norm of position',
      ],
      hover: (name: string) => `%{x}<br>${name}: %{y:.3g}<extra></extra>`,
      note: 'Stable rank: ‖P‖²F over ‖P‖²2. Relative norm: the longest positional part over the longest residual less the mean.',
    },
    sizes: {
      title: 'How long residuals are',
      y: 'logarithmic scale',
      names: { variance: 'total variance', norm: 'mean length' },
      label: (first: string, last: string) =>
        `Total variance and mean length of residuals at each stop, on a logarithmic scale: the mean length goes from ${first} to ${last}.`,
      caption: 'Total variance and mean length',
      head: ['Stop', 'Total variance', 'Mean length'],
      hover: (name: string) => `%{x}<br>${name}: %{y:.4g}<extra></extra>`,
    },
    x: 'stop of the depth',
    here: 'the site on show',
    go: (site: string) => `Site: ${site}.`,
    choose: 'Go to a stop',
    onlyStream:
      'Directions of another width than the residual stream’s have no depth to be followed through.',
    positions: 'Open its mean residuals by position in the embedding explorer',
    noPositions: 'No mean residuals by position are stored for this site.',
    failed: 'The direction could not be followed',
  },
} as const;
