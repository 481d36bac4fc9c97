/** What pages with a view have in common: controls, what stands in the middle, and what beside it. */
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useStore } from '../state/store';
import { Caption } from './Caption';
import { Nav } from './Nav';
import { NavTools } from './NavTools';
import { Notices } from './Notices';
import { NARROW } from './narrow';
import { Overlays } from './Overlays';
import styles from './Page.module.css';
import { PanelHead } from './PanelHead';
import type { Keys } from './shortcuts';

interface Props {
  /** Links and buttons before everything else, for who goes by keyboard. */
  skips: ReactNode;
  /** Absent: there is nothing to choose from, and the panel would stand there empty. */
  controls: ReactNode;
  /** Whether there soon may be. */
  loading: boolean;
  /** What can stand in the middle. */
  tabs: ReactNode;
  /** What can stand beside it; called with what is to happen where one is opened. */
  sides: ((onOpen?: () => void) => ReactNode) | undefined;
  side: ReactNode;
  closeSide: () => void;
  /** Beside the names of the pages. */
  tools?: ReactNode;
  picture: ReactNode;
  keys: Keys;
  toured?: boolean;
}

export function PageFrame(props: Props) {
  const { controls, loading, tabs, sides, side, closeSide, picture } = props;
  const [open, setOpen] = useState(() => !window.matchMedia(NARROW).matches);
  const narrow =
    useMediaQuery(NARROW, window.matchMedia(NARROW).matches, { getInitialValueInEffect: false }) ??
    false;
  const announcement = useStore((state) => state.announcement);
  // A phone has room for one panel beside the picture.
  const covered = narrow && Boolean(side);
  const folded = !open || covered || !(controls || loading);
  const setPanel = (to: boolean) => {
    if (to && covered) closeSide();
    setOpen(to);
  };
  return (
    <div className={styles.page} data-panel={folded ? 'folded' : 'open'}>
      {props.skips}
      <header className={styles.panel}>
        <PanelHead
          open={!folded}
          setOpen={setPanel}
          foldable={Boolean(controls)}
          sides={narrow && sides?.(() => setOpen(false))}
          narrow={narrow}
        />
        <div id="controls" className={styles.controls} hidden={folded}>
          <div className={styles.pages}>
            <Nav />
            {props.tools && <div className={styles.tools}>{props.tools}</div>}
            {narrow && <NavTools />}
          </div>
          {controls}
        </div>
      </header>
      <main className={styles.stage}>
        {tabs && (
          <div className={styles.bar}>
            {tabs}
            {!narrow && sides?.()}
          </div>
        )}
        {tabs && <Caption />}
        <div className={styles.picture}>
          {picture}
          <Notices />
        </div>
      </main>
      {side}
      <div className="visually-hidden" role="status" aria-live="polite" data-testid="live-region">
        {announcement}
      </div>
      <Overlays keys={props.keys} toured={props.toured ?? false} />
    </div>
  );
}
