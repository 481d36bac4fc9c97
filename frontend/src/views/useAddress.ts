/** Keeps the address telling what is shown, without filling the history. */
import { useEffect, useRef } from 'react';
import { type AnyView, sameState } from '../state/same';
import { useStore } from '../state/store';

/** Browsers refuse an address that changes many times a second. */
const DELAY_MS = 200;

/** Nothing while there is no view that an address could tell. */
export function useAddress(shown: { view: AnyView; address: string } | undefined): void {
  const { source, pinned, open, leavePermalink } = useStore();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const view = shown?.view;
  const address = shown?.address;

  useEffect(() => {
    if (!view || address === undefined || source.kind === 'unknown') return;
    if (source.kind === 'permalink') {
      if (!pinned || sameState(view, pinned)) return;
      // The one step worth going back over: from one's own view to the link it began with.
      window.history.pushState(null, '', address);
      leavePermalink();
      return;
    }
    if (window.location.pathname + window.location.search === address) return;
    timer.current = setTimeout(() => window.history.replaceState(null, '', address), DELAY_MS);
    return () => clearTimeout(timer.current);
  }, [view, address, source, pinned, leavePermalink]);

  useEffect(() => {
    const restore = () => open(window.location);
    window.addEventListener('popstate', restore);
    return () => window.removeEventListener('popstate', restore);
  }, [open]);
}
