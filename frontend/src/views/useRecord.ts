/** Lists a view among the recent ones once it has been looked at for a moment. */
import { useEffect } from 'react';
import { basisName } from '../figures/provenance';
import { EMBEDDINGS_PATH, linkPath } from '../state/address';
import { encode } from '../state/codec';
import { pictureOf } from '../state/history';
import { defaultBasis } from '../state/resolve';
import { useStore } from '../state/store';
import { AXIS_NAMES, axisName, sameView } from '../state/view';
import { useVisits } from '../state/visits';
import type { Ready } from './useResolved';

const LOOKED_AT_MS = 1200;

export function useRecord(ready: Ready | undefined): void {
  const { source, pinned, caption } = useStore();
  const add = useVisits((state) => state.add);
  useEffect(() => {
    if (!ready || source.kind === 'unknown') return;
    const { view, models, model, bases, basis } = ready;
    // Between a link and the address of what became of it: the next view is on its way.
    if (source.kind === 'permalink' && !(pinned && sameView(view, pinned))) return;
    const usual = { model: models[0]?.name, basis: defaultBasis(bases)?.name, theme: undefined };
    const link = source.kind === 'permalink' ? linkPath(source.slug) : undefined;
    const visit = {
      address: link ?? EMBEDDINGS_PATH + encode(view, { ...usual, theme: view.theme }),
      key: link ?? encode(pictureOf(view), { ...usual, theme: 'dark' }),
      model: model.name,
      basis: basisName(basis),
      axes: AXIS_NAMES.map((name) => axisName(view.axes[name])).join(' '),
      title: caption?.title ?? '',
    };
    const timer = setTimeout(() => add({ ...visit, at: Date.now() }), LOOKED_AT_MS);
    return () => clearTimeout(timer);
  }, [ready, source, pinned, caption, add]);
}
