import { useStore } from '../state/store';
import { STAGES } from '../state/view';
import { STRINGS } from '../strings';
import { SideButtons } from './SideButtons';
import styles from './StageTabs.module.css';
import { hasStage, openStage, withKey } from './shortcuts';
import type { Ready } from './useResolved';

/** What stands in the middle; beside it what stands beside it, where there is room for both. */
export function StageTabs({ ready, narrow }: { ready: Ready; narrow: boolean }) {
  const asTable = useStore((state) => state.asTable);
  const { stage } = ready.view;
  return (
    <div className={styles.bar}>
      <fieldset className={styles.tabs} aria-label={STRINGS.labels.stages}>
        {STAGES.filter((each) => hasStage(ready, each)).map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === stage && !asTable}
            data-testid={`stage-${each}`}
            title={withKey(STRINGS.stages[each].what, 'stages', STAGES.indexOf(each))}
            onClick={() => openStage(each)}
          >
            {STRINGS.stages[each].name}
          </button>
        ))}
      </fieldset>
      {!narrow && <SideButtons ready={ready} />}
    </div>
  );
}
