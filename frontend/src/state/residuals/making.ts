/** Two sets of tokens whose means a direction leads between; of one capture, and not part of a view. */
import { create } from 'zustand';
import type { TokenOf } from '../../api/types';

export type Which = 'plus' | 'minus';

/** The most tokens in a set; the server says the same. */
export const MAX_SET = 2000;

interface State {
  capture: string | undefined;
  plus: readonly TokenOf[];
  minus: readonly TokenOf[];

  /** Sets of another capture's tokens mean nothing in this one. */
  enter: (capture: string) => void;
  /** Says how many found no room. */
  add: (which: Which, tokens: readonly TokenOf[]) => number;
  drop: (which: Which, token: TokenOf) => void;
  empty: (which: Which) => void;
  swap: () => void;
}

const keyOf = ({ prompt, position }: TokenOf) => `${prompt}:${position}`;

/** Each token once, in the order of the prompts. */
function joined(a: readonly TokenOf[], b: readonly TokenOf[]): TokenOf[] {
  const all = new Map([...a, ...b].map((token) => [keyOf(token), token]));
  return [...all.values()].sort((x, y) => x.prompt - y.prompt || x.position - y.position);
}

export const useMaking = create<State>()((set, get) => ({
  capture: undefined,
  plus: [],
  minus: [],

  enter: (capture) =>
    set((state) => (state.capture === capture ? state : { capture, plus: [], minus: [] })),
  add: (which, tokens) => {
    const all = joined(get()[which], tokens);
    set({ [which]: all.slice(0, MAX_SET) });
    return Math.max(0, all.length - MAX_SET);
  },
  drop: (which, token) =>
    set((state) => ({ [which]: state[which].filter((each) => keyOf(each) !== keyOf(token)) })),
  empty: (which) => set({ [which]: [] }),
  swap: () => set(({ plus, minus }) => ({ plus: minus, minus: plus })),
}));

/** How many tokens are in both. */
export function inBoth(plus: readonly TokenOf[], minus: readonly TokenOf[]): number {
  const known = new Set(plus.map(keyOf));
  return minus.filter((token) => known.has(keyOf(token))).length;
}
