import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { Theme } from '../api/types';
import { basisName } from '../figures/provenance';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { Caption } from './Caption';
import { Controls } from './Controls';
import { Nav } from './Nav';
import { NavTools } from './NavTools';
import { Notices } from './Notices';
import { NARROW } from './narrow';
import { Overlays } from './Overlays';
import styles from './Page.module.css';
import { PanelHead } from './PanelHead';
import { SidePanel } from './SidePanel';
import { Stage } from './Stage';
import { StageTabs } from './StageTabs';
import { flipTable } from './shortcuts';
import { Toolbar } from './Toolbar';
import { Tour, useFirstVisit } from './Tour';
import { useAddress } from './useAddress';
import { useRecord } from './useRecord';
import { useResolved } from './useResolved';
import { useShortcuts } from './useShortcuts';

export function Page({ systemTheme }: { systemTheme: Theme }) {
  const { outcome, last } = useResolved(systemTheme);
  const [open, setOpen] = useState(() => !window.matchMedia(NARROW).matches);
  const narrow =
    useMediaQuery(NARROW, window.matchMedia(NARROW).matches, { getInitialValueInEffect: false }) ??
    false;
  const { announcement, caption, asTable, want } = useStore();
  const ready = outcome.kind === 'ready' ? outcome : undefined;
  const shown = ready ?? (outcome.kind === 'loading' ? last : undefined);
  // A phone has room for one panel beside the picture.
  const covered = narrow && shown !== undefined && shown.view.side !== 'closed';
  // Nothing to choose from: the panel would stand there empty.
  const folded = !open || covered || !(shown || outcome.kind === 'loading');
  const setPanel = (to: boolean) => {
    if (to && covered) want({ side: 'closed' });
    setOpen(to);
  };
  useAddress(ready, systemTheme);
  useRecord(ready);
  useShortcuts({ ready: shown, systemTheme });
  useFirstVisit(ready !== undefined);

  const title = caption?.title;
  useEffect(() => {
    if (!ready) document.title = STRINGS.product;
    else if (title) document.title = STRINGS.links.pageTitle(title);
    else document.title = STRINGS.title(ready.model.name, basisName(ready.basis).toLowerCase());
  }, [ready, title]);

  return (
    <div className={styles.page} data-panel={folded ? 'folded' : 'open'}>
      <a className={styles.skip} href="#scene">
        {STRINGS.skip}
      </a>
      {shown && !asTable && (
        <button
          type="button"
          className={styles.skip}
          onClick={flipTable}
          data-testid="skip-to-table"
        >
          {STRINGS.table.skip}
        </button>
      )}
      <Tour />
      <header className={styles.panel}>
        <PanelHead open={!folded} setOpen={setPanel} ready={shown} narrow={narrow} />
        <div id="controls" className={styles.controls} hidden={folded}>
          <div className={styles.pages}>
            <Nav />
            {narrow && <NavTools />}
          </div>
          {shown && <Controls ready={shown} />}
        </div>
      </header>
      <main className={styles.stage}>
        {shown && <StageTabs ready={shown} narrow={narrow} />}
        {shown && <Caption />}
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
      <Overlays toured={shown !== undefined} />
    </div>
  );
}
