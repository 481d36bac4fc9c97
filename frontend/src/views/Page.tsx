import { useEffect, useState } from 'react';
import type { Theme } from '../api/types';
import { basisName } from '../figures/provenance';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { Controls } from './Controls';
import { Nav } from './Nav';
import { Notices } from './Notices';
import { NARROW } from './narrow';
import styles from './Page.module.css';
import { PanelHead } from './PanelHead';
import { SidePanel } from './SidePanel';
import { Stage } from './Stage';
import { StageTabs } from './StageTabs';
import { Toolbar } from './Toolbar';
import { useAddress } from './useAddress';
import { useResolved } from './useResolved';

export function Page({ systemTheme }: { systemTheme: Theme }) {
  const { outcome, last } = useResolved(systemTheme);
  const [open, setOpen] = useState(() => !window.matchMedia(NARROW).matches);
  const announcement = useStore((state) => state.announcement);
  const ready = outcome.kind === 'ready' ? outcome : undefined;
  const shown = ready ?? (outcome.kind === 'loading' ? last : undefined);
  // Nothing to choose from: the panel would stand there empty.
  const folded = !open || !(shown || outcome.kind === 'loading');
  useAddress(ready, systemTheme);

  useEffect(() => {
    document.title = ready
      ? STRINGS.title(ready.model.name, basisName(ready.basis).toLowerCase())
      : STRINGS.product;
  }, [ready]);

  return (
    <div className={styles.page} data-panel={folded ? 'folded' : 'open'}>
      <a className={styles.skip} href="#scene">
        {STRINGS.skip}
      </a>
      <header className={styles.panel}>
        <PanelHead open={open} setOpen={setOpen} ready={shown} />
        <div id="controls" className={styles.controls} hidden={folded}>
          <Nav />
          {shown && <Controls ready={shown} />}
        </div>
      </header>
      <main className={styles.stage}>
        {shown && <StageTabs ready={shown} />}
        <div className={styles.picture}>
          <Stage outcome={outcome} shown={shown} />
          <Toolbar ready={shown} systemTheme={systemTheme} />
          <Notices />
        </div>
      </main>
      {shown && <SidePanel ready={shown} />}
      <div className="visually-hidden" role="status" aria-live="polite" data-testid="live-region">
        {announcement}
      </div>
    </div>
  );
}
