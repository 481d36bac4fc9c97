import { useStore } from '../state/store';
import { SIDES } from '../state/view';
import { STRINGS } from '../strings';
import { withKey } from './shortcuts';
import { Tabs } from './Tabs';
import type { Ready } from './useResolved';

const KEYS = { measures: 'measures', find: 'findPanel', selection: 'selection' } as const;

interface Props {
  ready: Ready;
  /** Told when a panel is opened: on a phone there is room for one at a time. */
  onOpen?: (() => void) | undefined;
}

/** What can stand beside the picture: above it on a wide window, in the sheet's head on a phone. */
export function SideButtons({ ready, onOpen }: Props) {
  const want = useStore((state) => state.want);
  const { side } = ready.view;
  const tabs = SIDES.map((key) => ({
    key,
    name: STRINGS.sides[key].name,
    title: withKey(STRINGS.sides[key].what, KEYS[key]),
    pressed: key === side,
  }));
  const pick = (key: (typeof SIDES)[number]) => {
    want({ side: key === side ? 'closed' : key });
    onOpen?.();
  };
  return <Tabs label={STRINGS.labels.sides} testId="side" tabs={tabs} pick={pick} />;
}
