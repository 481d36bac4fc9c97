/** Views of all pages, compared. */
import type { ResidualsState, ViewState } from '../api/types';
import { sameResiduals } from './residuals/view';
import { sameView } from './view';

export type AnyView = ViewState | ResidualsState;

export const sameState = (a: AnyView, b: AnyView): boolean =>
  a.page === 'residuals'
    ? b.page === 'residuals' && sameResiduals(a, b)
    : b.page === 'embeddings' && sameView(a, b);
