import type { Stage } from '../api/types';
import { useStore } from '../state/store';
import { SIDES, STAGES } from '../state/view';
import { STRINGS } from '../strings';
import styles from './StageTabs.module.css';
import type { Ready } from './useResolved';

/** What stands in the middle, and what beside it. */
export function StageTabs({ ready }: { ready: Ready }) {
  const { want, announce } = useStore();
  const { stage, side } = ready.view;
  // Curves and cosines are of positions.
  const has = (each: Stage) =>
    each === 'scene' ||
    each === 'plane' ||
    ready.model.point_sets.some(({ name }) => name === 'positions');
  return (
    <div className={styles.bar}>
      <div className={styles.tabs} role="tablist" aria-label={STRINGS.labels.stages}>
        {STAGES.filter(has).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            aria-selected={each === stage}
            data-testid={`stage-${each}`}
            title={STRINGS.stages[each].what}
            onClick={() => {
              want({ stage: each });
              announce(STRINGS.stages[each].what);
            }}
          >
            {STRINGS.stages[each].name}
          </button>
        ))}
      </div>
      <fieldset className={styles.tabs} aria-label={STRINGS.labels.sides}>
        {SIDES.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === side}
            data-testid={`side-${each}`}
            title={STRINGS.sides[each].what}
            onClick={() => want({ side: each === side ? 'closed' : each })}
          >
            {STRINGS.sides[each].name}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
