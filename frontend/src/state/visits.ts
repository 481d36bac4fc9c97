/** The recent views while the page is open, written through to the browser. */
import { create } from 'zustand';
import { readVisits, type Visit, withVisit, writeVisits } from './history';

interface State {
  visits: readonly Visit[];
  /** Whether the browser keeps them. */
  kept: boolean;
  add: (visit: Visit) => void;
  remove: (key: string) => void;
  clear: () => void;
}

const shelf = () => window.localStorage;

/** What other tabs have added meanwhile is read first, so that none is lost. */
const changed = (change: (visits: readonly Visit[]) => Visit[], before: readonly Visit[]) => {
  const stored = readVisits(shelf);
  const visits = change(stored.length > 0 ? stored : before);
  return { visits, kept: writeVisits(shelf, visits) };
};

export const useVisits = create<State>()((set) => ({
  visits: readVisits(shelf),
  kept: true,
  add: (visit) => set(({ visits }) => changed((all) => withVisit(all, visit), visits)),
  remove: (key) =>
    set(({ visits }) => changed((all) => all.filter((each) => each.key !== key), visits)),
  clear: () => set(() => ({ visits: [], kept: writeVisits(shelf, []) })),
}));
