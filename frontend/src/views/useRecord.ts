/** Lists a view among the recent ones once it has been looked at for a moment. */
import { useEffect } from 'react';
import { linkPath } from '../state/address';
import type { Visit } from '../state/history';
import { type AnyView, sameState } from '../state/same';
import { useStore } from '../state/store';
import { useVisits } from '../state/visits';

const LOOKED_AT_MS = 1200;

/** A visit as it is where no link is open. */
export type Told = Omit<Visit, 'title' | 'at'>;

export function useRecord(shown: { view: AnyView; visit: Told } | undefined): void {
  const { source, pinned, caption } = useStore();
  const add = useVisits((state) => state.add);
  useEffect(() => {
    if (!shown || source.kind === 'unknown') return;
    // Between a link and the address of what became of it: the next view is on its way.
    if (source.kind === 'permalink' && !(pinned && sameState(shown.view, pinned))) return;
    const link = source.kind === 'permalink' ? linkPath(source.slug) : undefined;
    const visit = {
      ...shown.visit,
      ...(link !== undefined && { address: link, key: link }),
      title: caption?.title ?? '',
    };
    const timer = setTimeout(() => add({ ...visit, at: Date.now() }), LOOKED_AT_MS);
    return () => clearTimeout(timer);
  }, [shown, source, pinned, caption, add]);
}
