import { useStore } from '../state/store';
import { STAGES } from '../state/view';
import { STRINGS } from '../strings';
import { hasStage, openStage, withKey } from './shortcuts';
import { Tabs } from './Tabs';
import type { Ready } from './useResolved';

/** What can stand in the middle. */
export function StageTabs({ ready }: { ready: Ready }) {
  const asTable = useStore((state) => state.asTable);
  const tabs = STAGES.filter((each) => hasStage(ready, each)).map((key) => ({
    key,
    name: STRINGS.stages[key].name,
    title: withKey(STRINGS.stages[key].what, 'stages', STAGES.indexOf(key)),
    pressed: key === ready.view.stage && !asTable,
  }));
  return <Tabs label={STRINGS.labels.stages} testId="stage" tabs={tabs} pick={openStage} />;
}
