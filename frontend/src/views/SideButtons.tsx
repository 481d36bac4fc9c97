import { useStore } from '../state/store';
import { SIDES } from '../state/view';
import { STRINGS } from '../strings';
import styles from './StageTabs.module.css';
import { withKey } from './shortcuts';
import type { Ready } from './useResolved';

const KEYS = { measures: 'measures', find: 'findPanel', selection: 'selection' } as const;

interface Props {
  ready: Ready;
  /** Told when a panel is opened: on a phone there is room for one at a time. */
  onOpen?: () => void;
}

/** What stands beside the picture: above it on a wide window, in the sheet's head on a phone. */
export function SideButtons({ ready, onOpen }: Props) {
  const want = useStore((state) => state.want);
  const { side } = ready.view;
  return (
    <fieldset className={styles.tabs} aria-label={STRINGS.labels.sides}>
      {SIDES.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === side}
          data-testid={`side-${each}`}
          title={withKey(STRINGS.sides[each].what, KEYS[each])}
          onClick={() => {
            want({ side: each === side ? 'closed' : each });
            onOpen?.();
          }}
        >
          {STRINGS.sides[each].name}
        </button>
      ))}
    </fieldset>
  );
}
