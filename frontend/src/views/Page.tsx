import { useEffect } from 'react';
import type { Theme } from '../api/types';
import { basisName } from '../figures/provenance';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { Controls } from './Controls';
import styles from './Page.module.css';
import { PageFrame } from './PageFrame';
import { SideButtons } from './SideButtons';
import { SidePanel } from './SidePanel';
import { Stage } from './Stage';
import { StageTabs } from './StageTabs';
import { flipTable, SHORTCUTS } from './shortcuts';
import { Toolbar } from './Toolbar';
import { Tour, useFirstVisit } from './Tour';
import { addressOf, visitOf } from './told';
import { useAddress } from './useAddress';
import { useRecord } from './useRecord';
import { useResolved } from './useResolved';
import { useShortcuts } from './useShortcuts';

export function Page({ systemTheme }: { systemTheme: Theme }) {
  const { outcome, last } = useResolved(systemTheme);
  const { caption, asTable, want } = useStore();
  const ready = outcome.kind === 'ready' ? outcome : undefined;
  const shown = ready ?? (outcome.kind === 'loading' ? last : undefined);
  useAddress(ready && { view: ready.view, address: addressOf(ready, systemTheme) });
  useRecord(ready && { view: ready.view, visit: visitOf(ready) });
  useShortcuts(SHORTCUTS, { ready: shown, systemTheme });
  useFirstVisit(ready !== undefined);

  const title = caption?.title;
  useEffect(() => {
    if (!ready) document.title = STRINGS.product;
    else if (title) document.title = STRINGS.links.pageTitle(title);
    else document.title = STRINGS.title(ready.model.name, basisName(ready.basis).toLowerCase());
  }, [ready, title]);

  return (
    <PageFrame
      skips={
        <>
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
        </>
      }
      controls={shown && <Controls ready={shown} />}
      loading={outcome.kind === 'loading'}
      tabs={shown && <StageTabs ready={shown} />}
      sides={shown && ((onOpen) => <SideButtons ready={shown} onOpen={onOpen} />)}
      side={shown && shown.view.side !== 'closed' && <SidePanel ready={shown} />}
      closeSide={() => want({ side: 'closed' })}
      picture={
        <>
          <Stage outcome={outcome} shown={shown} />
          <Toolbar ready={shown} systemTheme={systemTheme} />
        </>
      }
      keys={SHORTCUTS}
      toured={shown !== undefined}
    />
  );
}
