/** The logit lens. */

export const LENS = {
  what: (prompt: string) =>
    `Prompt ${prompt}: the most likely next token at each stop of the depth, by the final LayerNorm and the unembedding.`,
  scale: 'Probability',
  truth: 'is what came next',
  loading: 'Asking for the lens…',
  token: 'Token',
  next: 'Next',
  last: 'the end',
  stop: (stop: string) => `Stop ${stop}`,
  before: (layer: number) => `before block ${layer}`,
  after: (layer: number) => `after block ${layer}`,
  out: 'out',
  keys: '↑ ↓ tokens · ← → depth · Enter looks at the token',
  cell: (token: string, stop: string, guess: string, share: string) =>
    `After ${token}, ${stop}: ${guess}, ${share}`,
  top: 'Most likely next',
  entropy: 'Entropy',
  nats: (value: string, least: string) => `${value} nats, as of ${least} equally likely tokens`,
  rank: 'What came next',
  rankWhat: (token: string, rank: string, share: string) => `${token}: rank ${rank}, ${share}`,
  noNext: 'The prompt ends here.',
  open: 'What would come next, by the lens',
  short: 'Next?',
  close: 'Close',
  notAStop: 'The lens reads the stream before and after blocks. Choose such a site.',
  at: (token: string, stop: string) => `After ${token}, ${stop}`,
  model: (name: string) => `The lens of ${name}`,
} as const;
