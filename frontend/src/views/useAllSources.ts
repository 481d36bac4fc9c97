/** Every point set that can be looked at or selected, drawn or not. */
import type { ModelOut, ViewState } from '../api/types';
import type { Source } from '../data/columns';
import { useSources } from './useSources';

const ALL = { unembedding: true };

export const useAllSources = (
  model: ModelOut,
  view: Pick<ViewState, 'show' | 'sums'>,
): readonly Source[] => useSources(model, { show: { ...view.show, ...ALL }, sums: view.sums });
