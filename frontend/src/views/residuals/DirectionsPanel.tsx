import { useState } from 'react';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { CurrentDirection } from './CurrentDirection';
import styles from './DirectionsPanel.module.css';
import { MakePanel } from './MakePanel';
import { Mixer } from './Mixer';
import { NeighborsOf } from './NeighborsOf';
import { SavedList } from './SavedList';
import type { ReadyResiduals } from './useReady';

const { directions: text } = STRINGS;
const TABS = ['mix', 'make', 'saved', 'near'] as const;
type Tab = (typeof TABS)[number];

const PAGES = { mix: Mixer, make: MakePanel, saved: SavedList, near: NeighborsOf } as const;

/** The direction on show, and what can be done with directions. */
export function DirectionsPanel({ ready }: { ready: ReadyResiduals }) {
  const [tab, setTab] = useState<Tab>('mix');
  const Shown = PAGES[tab];
  return (
    <div className={finding.panel} data-testid="directions-panel">
      <CurrentDirection ready={ready} />
      <fieldset className={styles.tabs} aria-label={text.tabs}>
        {TABS.map((each) => (
          <button
            key={each}
            type="button"
            data-testid={`directions-${each}`}
            aria-pressed={each === tab}
            onClick={() => setTab(each)}
          >
            {text.tab[each]}
          </button>
        ))}
      </fieldset>
      <Shown ready={ready} />
    </div>
  );
}
