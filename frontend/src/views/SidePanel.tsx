import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { FindPanel } from './FindPanel';
import { MeasuresPanel } from './MeasuresPanel';
import { SelectionPanel } from './SelectionPanel';
import { SideFrame } from './SideFrame';
import type { Ready } from './useResolved';

const PANELS = { measures: MeasuresPanel, find: FindPanel, selection: SelectionPanel } as const;

export function SidePanel({ ready }: { ready: Ready }) {
  const want = useStore((state) => state.want);
  const { side } = ready.view;
  if (side === 'closed') return null;
  const Panel = PANELS[side];
  const { name, what } = STRINGS.sides[side];
  return (
    <SideFrame name={name} title={what} close={() => want({ side: 'closed' })}>
      <Panel ready={ready} />
    </SideFrame>
  );
}
