/** What lies over the page: a dialog, or the tour. */
import { create } from 'zustand';
import { KEYS_OFF, remember, remembered } from './preferences';

interface State {
  dialog: 'keys' | 'history' | undefined;
  /** The tour's step, from 0; `asked` for by a person, or begun by itself. */
  tour: { step: number; asked: boolean } | undefined;
  keysOn: boolean;

  openDialog: (dialog: State['dialog']) => void;
  goTo: (tour: State['tour']) => void;
  switchKeys: (on: boolean) => void;
}

export const useOverlay = create<State>()((set) => ({
  dialog: undefined,
  tour: undefined,
  keysOn: remembered('keys') !== KEYS_OFF,

  openDialog: (dialog) => set({ dialog }),
  goTo: (tour) => set({ tour }),
  switchKeys: (keysOn) => {
    remember('keys', keysOn ? undefined : KEYS_OFF);
    set({ keysOn });
  },
}));
