/** What can stand in the middle of the residuals page, and beside it. */
import { useResiduals } from '../../state/residuals/store';
import { SIDES, STAGES } from '../../state/residuals/view';
import { STRINGS } from '../../strings';
import { withKey } from '../shortcuts';
import { Tabs } from '../Tabs';
import { openStage, SHORTCUTS } from './shortcuts';
import type { ReadyResiduals } from './useReady';

export function StageTabs({ ready }: { ready: ReadyResiduals }) {
  const tabs = STAGES.map((key, index) => ({
    key,
    name: STRINGS.residualStages[key].name,
    title: withKey(STRINGS.residualStages[key].what, 'residualStages', index, SHORTCUTS),
    pressed: key === ready.view.stage,
  }));
  return <Tabs label={STRINGS.labels.stages} testId="stage" tabs={tabs} pick={openStage} />;
}

interface Props {
  ready: ReadyResiduals;
  /** Told when a panel is opened: on a phone there is room for one at a time. */
  onOpen?: (() => void) | undefined;
}

export function SideButtons({ ready, onOpen }: Props) {
  const want = useResiduals((state) => state.want);
  const { side } = ready.view;
  const tabs = SIDES.map((key) => ({
    key,
    name: STRINGS.residualSides[key].name,
    title: withKey(STRINGS.residualSides[key].what, key, 0, SHORTCUTS),
    pressed: key === side,
  }));
  const pick = (key: (typeof SIDES)[number]) => {
    want({ side: key === side ? 'closed' : key });
    onOpen?.();
  };
  return <Tabs label={STRINGS.labels.sides} testId="side" tabs={tabs} pick={pick} />;
}
