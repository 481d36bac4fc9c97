/** What the residuals page is asked to show, and what hovers over it. */
import { create } from 'zustand';
import type { ResidualsState, TokenOf, Weight } from '../../api/types';
import type { Refusal } from '../../strings';
import { useStore } from '../store';
import { parse } from './codec';
import { NOTHING_WANTED, sameToken, type WantedResiduals } from './view';

interface State {
  wanted: WantedResiduals;
  /** A mix that is being made: shown at once, wanted when the hand comes to rest. */
  live: readonly Weight[] | undefined;
  /** The token under the pointer or the keyboard, here or in the scatter. */
  hovered: TokenOf | undefined;

  want: (change: Partial<WantedResiduals>) => void;
  setLive: (mix: readonly Weight[] | undefined) => void;
  hover: (token: TokenOf | undefined) => void;
  /** Take a fallback as wanted, and say so. */
  settle: (wanted: WantedResiduals, refusals: readonly Refusal[]) => void;
}

export const useResiduals = create<State>()((set) => ({
  wanted: NOTHING_WANTED,
  live: undefined,
  hovered: undefined,

  want: (change) =>
    set(({ wanted, live }) => ({
      wanted: { ...wanted, ...change },
      live: 'direction' in change || 'site' in change || 'basis' in change ? undefined : live,
    })),
  setLive: (live) => set({ live }),
  hover: (token) =>
    set(({ hovered }) => (sameToken(hovered, token) ? { hovered } : { hovered: token })),
  settle: (wanted, refusals) => {
    set({ wanted });
    useStore.getState().refuse(refusals);
  },
}));

const restore = (wanted: WantedResiduals) =>
  useResiduals.setState({ wanted, live: undefined, hovered: undefined });

function open(search: string): void {
  const { wanted, refusals } = parse(search);
  restore(wanted);
  if (refusals.length > 0) useStore.getState().refuse(refusals);
}

const wantedIn = ({ version: _, page: __, theme: ___, ...wanted }: ResidualsState) => wanted;

/** The address and the open link are every page's: what they name of this one is taken up here. */
function follow({
  source,
  pinned,
}: Pick<ReturnType<typeof useStore.getState>, 'source' | 'pinned'>) {
  if (pinned?.page === 'residuals') restore(wantedIn(pinned));
  else if (source.kind === 'residuals') open(source.search);
}

follow(useStore.getState());
useStore.subscribe((now, before) => {
  const linked = now.pinned !== undefined && now.pinned !== before.pinned;
  if (linked || now.source !== before.source) follow(now);
});
