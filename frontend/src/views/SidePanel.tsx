import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { FindPanel } from './FindPanel';
import { CloseIcon } from './icons';
import { MeasuresPanel } from './MeasuresPanel';
import { SelectionPanel } from './SelectionPanel';
import styles from './SidePanel.module.css';
import type { Ready } from './useResolved';

const PANELS = { measures: MeasuresPanel, find: FindPanel, selection: SelectionPanel } as const;

/** Beside the scene on a wide window, below it on a narrow one. */
export function SidePanel({ ready }: { ready: Ready }) {
  const want = useStore((state) => state.want);
  const { side } = ready.view;
  if (side === 'closed') return null;
  const Panel = PANELS[side];
  return (
    <aside className={styles.side} data-testid="side-panel" aria-label={STRINGS.sides[side].name}>
      <div className={styles.head}>
        <h2>{STRINGS.sides[side].what}</h2>
        <button
          type="button"
          data-testid="side-close"
          aria-label={STRINGS.labels.closeSide}
          title={STRINGS.labels.closeSide}
          onClick={() => want({ side: 'closed' })}
        >
          <CloseIcon />
        </button>
      </div>
      <div className={styles.body}>
        <Panel ready={ready} />
      </div>
    </aside>
  );
}
