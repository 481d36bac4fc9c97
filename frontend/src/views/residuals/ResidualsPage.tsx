/** Prompts whose tokens are coloured by a direction of the residual stream. */
import { useEffect, useLayoutEffect } from 'react';
import type { Theme } from '../../api/types';
import { useResiduals } from '../../state/residuals/store';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import form from '../Controls.module.css';
import { NARROW } from '../narrow';
import styles from '../Page.module.css';
import { PageFrame } from '../PageFrame';
import { ThemeButton } from '../ThemeButton';
import { useAddress } from '../useAddress';
import { useRecord } from '../useRecord';
import { useShortcuts } from '../useShortcuts';
import { ModelPicker } from './ModelPicker';
import { ResidualsControls } from './ResidualsControls';
import { ResidualsSide } from './ResidualsSide';
import { ResidualsStage } from './ResidualsStage';
import { SideButtons, StageTabs } from './ResidualsTabs';
import { SHORTCUTS } from './shortcuts';
import { addressOf, visitOf } from './told';
import { useReady } from './useReady';

export default function ResidualsPage({ systemTheme }: { systemTheme: Theme }) {
  const { outcome, last } = useReady(systemTheme);
  const want = useResiduals((state) => state.want);
  const title = useStore((state) => state.caption?.title);
  const ready = outcome.kind === 'ready' ? outcome : undefined;
  const shown = ready ?? (outcome.kind === 'loading' ? last : undefined);
  useAddress(ready && { view: ready.view, address: addressOf(ready, systemTheme) });
  useRecord(ready && { view: ready.view, visit: visitOf(ready) });
  useShortcuts(SHORTCUTS, { ready: shown, systemTheme });

  // A phone has room for one thing: what stands beside the prompts there waits until it is asked for.
  useLayoutEffect(() => {
    const asked = new URLSearchParams(window.location.search).has('side');
    const { source } = useStore.getState();
    if (source.kind === 'residuals' && !asked && window.matchMedia(NARROW).matches) {
      want({ side: 'closed' });
    }
  }, [want]);

  useEffect(() => {
    if (!ready) document.title = STRINGS.product;
    else if (title) document.title = STRINGS.links.pageTitle(title);
    else document.title = STRINGS.residuals.title(ready.model.name, ready.site.name);
  }, [ready, title]);

  const controls = shown ? (
    <ResidualsControls ready={shown} />
  ) : (
    'model' in outcome && (
      <div className={form.form}>
        <ModelPicker models={outcome.models} model={outcome.model} />
      </div>
    )
  );
  return (
    <PageFrame
      skips={
        <a className={styles.skip} href="#prompts">
          {STRINGS.residuals.skip}
        </a>
      }
      controls={controls}
      loading={outcome.kind === 'loading'}
      tabs={shown && <StageTabs ready={shown} />}
      sides={shown && ((onOpen) => <SideButtons ready={shown} onOpen={onOpen} />)}
      side={shown && shown.view.side !== 'closed' && <ResidualsSide ready={shown} />}
      closeSide={() => want({ side: 'closed' })}
      tools={<ThemeButton systemTheme={systemTheme} />}
      picture={<ResidualsStage outcome={outcome} shown={shown} />}
      keys={SHORTCUTS}
    />
  );
}
