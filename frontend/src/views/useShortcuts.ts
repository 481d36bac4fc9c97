import { useEffect, useRef } from 'react';
import { useOverlay } from '../state/overlay';
import { type Shortcut, shortcutOf } from './shortcuts';

/** Where letters are letters. */
const TYPING = 'input, textarea, select, [contenteditable], [role="textbox"], [role="listbox"]';

export function useShortcuts<C>(shortcuts: readonly Shortcut<C>[], context: C): void {
  const latest = useRef(context);
  useEffect(() => {
    latest.current = context;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.isComposing || document.querySelector('dialog[open]')) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      const { keysOn, tour, goTo } = useOverlay.getState();
      if (event.key === 'Escape' && tour) {
        goTo(undefined);
        return;
      }
      const found = shortcutOf(shortcuts, event.key);
      if (!found || (!keysOn && event.key !== 'Escape')) return;
      // A shifted letter is no shortcut of ours; a shifted sign is how some keyboards have it.
      if (event.shiftKey && /^[a-z]$/i.test(event.key)) return;
      if (event.key !== 'Escape') event.preventDefault();
      found.shortcut.run?.(latest.current, found.index);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [shortcuts]);
}
