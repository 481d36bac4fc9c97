/** Keeps the address telling what is shown, without filling the history. */
import { useEffect, useRef } from 'react';
import type { Theme } from '../api/types';
import { EMBEDDINGS_PATH } from '../state/address';
import { encode } from '../state/codec';
import { defaultBasis } from '../state/resolve';
import { useStore } from '../state/store';
import { sameView } from '../state/view';
import type { Ready } from './useResolved';

/** Browsers refuse an address that changes many times a second. */
const DELAY_MS = 200;

export function useAddress(ready: Ready | undefined, systemTheme: Theme): void {
  const { source, pinned, open, leavePermalink } = useStore();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (!ready || source.kind === 'unknown') return;
    const { view, models, bases } = ready;
    if (source.kind === 'permalink' && (!pinned || sameView(view, pinned))) return;
    const search = encode(view, {
      model: models[0]?.name,
      basis: defaultBasis(bases)?.name,
      theme: systemTheme,
    });
    const address = EMBEDDINGS_PATH + search;
    if (source.kind === 'permalink') {
      // The one step worth going back over: from one's own view to the link it began with.
      window.history.pushState(null, '', address);
      leavePermalink();
      return;
    }
    if (window.location.pathname + window.location.search === address) return;
    timer.current = setTimeout(() => window.history.replaceState(null, '', address), DELAY_MS);
    return () => clearTimeout(timer.current);
  }, [ready, source, pinned, systemTheme, leavePermalink]);

  useEffect(() => {
    const restore = () => open(window.location);
    window.addEventListener('popstate', restore);
    return () => window.removeEventListener('popstate', restore);
  }, [open]);
}
