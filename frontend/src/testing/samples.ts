/** Models and bases for tests: whole on the wire's terms, with what matters given by the test. */
import type { BasisOut, ModelOut } from '../api/types';

export const model = (given: Partial<ModelOut> = {}): ModelOut => ({
  name: 'demo',
  revision: '3f9a1c2e'.padEnd(64, '0'),
  architecture: 'gpt2',
  positional_scheme: 'learned',
  d_model: 128,
  n_ctx: 128,
  n_vocab: 4096,
  n_layers: 4,
  n_heads: 4,
  dtype: 'float16',
  tied_unembedding: true,
  first_residual: 'token + position',
  point_sets: [
    { name: 'positions', n: 128, d: 128, left_out: 0, checksum: 'p' },
    { name: 'tokens', n: 4096, d: 128, left_out: 0, checksum: 't' },
  ],
  added_at: '2026-11-23T10:00:00Z',
  ...given,
});

export const basis = (given: Partial<BasisOut> = {}): BasisOut => ({
  name: 'positions',
  key: 'k',
  checksum: 'c',
  method: 'pca',
  fitted_on: 'positions',
  first_row: 1,
  n_rows: 127,
  centered: true,
  scaled: false,
  d: 128,
  n_components: 126,
  variance_shares: [0.851, 0.06, 0.031, 0.0004, 0.00004],
  center_scores: [],
  near_equal: [],
  code_version: 1,
  ...given,
});
