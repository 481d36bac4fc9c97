import { useResiduals } from '../../state/residuals/store';
import { STRINGS } from '../../strings';
import { SideFrame } from '../SideFrame';
import { DirectionsPanel } from './DirectionsPanel';
import { PromptsPanel } from './PromptsPanel';
import { ScatterPanel } from './ScatterPanel';
import type { ReadyResiduals } from './useReady';

const PANELS = {
  scatter: ScatterPanel,
  directions: DirectionsPanel,
  prompts: PromptsPanel,
} as const;

export function ResidualsSide({ ready }: { ready: ReadyResiduals }) {
  const want = useResiduals((state) => state.want);
  const { side } = ready.view;
  if (side === 'closed') return null;
  const Panel = PANELS[side];
  const { name, what } = STRINGS.residualSides[side];
  return (
    <SideFrame name={name} title={what} close={() => want({ side: 'closed' })}>
      <Panel ready={ready} />
    </SideFrame>
  );
}
