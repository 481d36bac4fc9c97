import { type ReactNode, useEffect } from 'react';
import type { Theme } from '../api/types';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { Logo } from './icons';
import { Nav } from './Nav';
import { NavTools } from './NavTools';
import { Overlays } from './Overlays';
import styles from './PlainPage.module.css';
import { SHORTCUTS } from './shortcuts';
import { ThemeButton } from './ThemeButton';
import { useShortcuts } from './useShortcuts';

interface Props {
  title: string;
  systemTheme: Theme;
  children: ReactNode;
}

/** A page that is read from top to bottom: a bar above, and what it has to say. */
export function PlainPage({ title, systemTheme, children }: Props) {
  const { announcement, open } = useStore();
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const restore = () => open(window.location);
    window.addEventListener('popstate', restore);
    return () => window.removeEventListener('popstate', restore);
  }, [open]);
  useShortcuts(SHORTCUTS, { ready: undefined, systemTheme });
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#content">
        {STRINGS.skipToContent}
      </a>
      <header className={styles.bar}>
        <span className={styles.brand}>
          <Logo />
          <span>{STRINGS.product}</span>
        </span>
        <Nav />
        <NavTools />
        <ThemeButton systemTheme={systemTheme} />
      </header>
      <main id="content" className={styles.content} tabIndex={-1}>
        {children}
      </main>
      <div className="visually-hidden" role="status" aria-live="polite" data-testid="live-region">
        {announcement}
      </div>
      <Overlays />
    </div>
  );
}
