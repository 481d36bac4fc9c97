/** What the page is asked to show, and what it has to say. Loading and hovering stay out of it. */
import { create } from 'zustand';
import type { PermalinkOut, ResidualsState, Theme, ViewState } from '../api/types';
import { type Refusal, STRINGS } from '../strings';
import { type Source, sourceOf, themeOf } from './address';
import { parse } from './codec';
import { fitNamed } from './fit';
import { NOTHING_WANTED, type Wanted } from './view';

export interface Notice {
  /** Notices of one key replace each other. */
  key: string;
  title: string;
  lines: string[];
}

/** Points that a search found, lit while it stands; not part of a view. */
export interface Hits {
  pointSet: string;
  ids: readonly number[];
}

/** Pages that show a view, to which one comes back. */
export type PageWithView = 'embeddings' | 'residuals';

interface State {
  source: Source;
  wanted: Wanted;
  /** The stored state a permalink was opened with; its address stays while the view equals it. */
  pinned: ViewState | ResidualsState | undefined;
  /** Title and note of the permalink that is open. */
  caption: { title: string; note: string } | undefined;
  /** What the server can show in place of what the permalink was made of. */
  nearest: { model: string; basis: string } | undefined;
  /** The points as a table in place of the picture; not part of a view. */
  asTable: boolean;
  hits: Hits | undefined;
  /** A fit that an address asked for and the server has not made; it can be. */
  offered: string | undefined;
  notices: Notice[];
  announcement: string;
  /** The addresses of views that were left for another page. */
  left: Partial<Record<PageWithView, string>>;

  /** Read the page's address anew: at the start and on back and forward. */
  open: (location: { pathname: string; search: string }) => void;
  leaveView: (page: PageWithView, address: string) => void;
  want: (change: Partial<Wanted>) => void;
  /** Say what was asked for and cannot be had. */
  refuse: (refusals: readonly Refusal[]) => void;
  /** Take a fallback as wanted, and say so. */
  settle: (wanted: Wanted, refusals: readonly Refusal[]) => void;
  openPermalink: (link: PermalinkOut) => void;
  /** Leave the permalink's address for one that follows the view. */
  leavePermalink: () => void;
  showTable: (asTable: boolean) => void;
  dismiss: (key: string) => void;
  announce: (text: string) => void;
  light: (hits: Hits | undefined) => void;
}

const ADDRESS_NOTICE = 'address';

function withRefusals(notices: Notice[], refusals: readonly Refusal[]): Notice[] {
  if (refusals.length === 0) return notices;
  const earlier = notices.find((notice) => notice.key === ADDRESS_NOTICE)?.lines ?? [];
  const lines = [...new Set([...earlier, ...refusals.map(STRINGS.notices.refusal)])];
  const notice = { key: ADDRESS_NOTICE, title: STRINGS.notices.addressTitle, lines };
  return [...notices.filter(({ key }) => key !== ADDRESS_NOTICE), notice];
}

const missingFit = (refusals: readonly Refusal[]): string | undefined =>
  refusals.find(({ parameter, value }) => parameter === 'basis' && fitNamed(value) !== undefined)
    ?.value;

function opened(location: { pathname: string; search: string }, theme?: Theme) {
  const source = sourceOf(location);
  const { wanted, refusals } =
    source.kind === 'embeddings'
      ? parse(source.search)
      : // Other pages keep the theme one came with; the residuals' wants stand in a store of their own.
        { wanted: { ...NOTHING_WANTED, theme: themeOf(location.search) ?? theme }, refusals: [] };
  return {
    source,
    wanted,
    pinned: undefined,
    caption: undefined,
    nearest: undefined,
    offered: undefined,
    notices: withRefusals([], refusals),
  };
}

export const useStore = create<State>()((set) => ({
  ...opened(window.location),
  hits: undefined,
  asTable: false,
  announcement: '',
  left: {},

  open: (location) => set(({ wanted }) => opened(location, wanted.theme)),
  leaveView: (page, address) => set(({ left }) => ({ left: { ...left, [page]: address } })),
  want: (change) =>
    set((state) => ({
      wanted: { ...state.wanted, ...change },
      ...(('basis' in change || 'model' in change) && { offered: undefined }),
    })),
  refuse: (refusals) => set(({ notices }) => ({ notices: withRefusals(notices, refusals) })),
  settle: (wanted, refusals) =>
    set((state) => ({
      wanted,
      notices: withRefusals(state.notices, refusals),
      offered: missingFit(refusals) ?? state.offered,
    })),
  openPermalink: ({ state: stored, differences, title, note, nearest }) =>
    set((state) => {
      const pinned = stored as ViewState | ResidualsState;
      const notices = state.notices.filter(({ key }) => key !== 'permalink');
      if (differences && differences.length > 0) {
        notices.push({
          key: 'permalink',
          title: STRINGS.notices.permalinkTitle,
          lines: differences,
        });
      }
      return {
        pinned,
        caption: { title, note },
        nearest: nearest ?? undefined,
        wanted:
          pinned.page === 'embeddings' ? { ...pinned } : { ...state.wanted, theme: pinned.theme },
        notices,
      };
    }),
  leavePermalink: () =>
    set({
      source: sourceOf(window.location),
      pinned: undefined,
      caption: undefined,
      nearest: undefined,
    }),
  showTable: (asTable) => set({ asTable }),
  dismiss: (key) =>
    set((state) => ({ notices: state.notices.filter((notice) => notice.key !== key) })),
  announce: (announcement) => set({ announcement }),
  light: (hits) => set({ hits }),
}));
