/** Taking a name: asked for by a person, or by what can only be done under one. */
import { create } from 'zustand';

/** What waits for a name: in words, and what is done once there is one. */
export interface Waiting {
  what: string;
  act: () => void;
}

interface State {
  open: boolean;
  waiting: Waiting | undefined;

  ask: (waiting?: Waiting) => void;
  close: () => void;
}

export const useNaming = create<State>()((set) => ({
  open: false,
  waiting: undefined,

  ask: (waiting) => set({ open: true, waiting }),
  close: () => set({ open: false, waiting: undefined }),
}));
