/** Every key, once: the dialog lists this table, and the page acts on it. */
import type { Stage, Theme } from '../api/types';
import { useOverlay } from '../state/overlay';
import { positionsOf } from '../state/positions';
import { useStore } from '../state/store';
import { DEFAULT_CAMERA, isDirection, STAGES } from '../state/view';
import { STRINGS } from '../strings';
import type { Ready } from './useResolved';

export interface Context {
  ready: Ready | undefined;
  systemTheme: Theme;
}

interface Told {
  name: keyof typeof STRINGS.shortcuts.what;
  /** As a keyboard event names them. */
  keys: readonly string[];
  group: keyof typeof STRINGS.shortcuts.groups;
}

export interface Shortcut<C = Context> extends Told {
  /** `index` is the key's place among `keys`. Absent: what has the focus does it itself. */
  run?: (context: C, index: number) => void;
}

/** A page's keys, for who only lists them. */
export type Keys = readonly Told[];

export const hasStage = ({ model }: Ready, stage: Stage): boolean =>
  // Curves and cosines are of positions.
  stage === 'scene' || stage === 'plane' || positionsOf(model) !== undefined;

export function openStage(stage: Stage): void {
  const { want, announce, showTable } = useStore.getState();
  showTable(false);
  want({ stage });
  announce(STRINGS.stages[stage].what);
}

export function flipTable(): void {
  const { asTable, showTable, announce } = useStore.getState();
  showTable(!asTable);
  announce(asTable ? STRINGS.table.hidden : STRINGS.table.shown);
}

const flipSide =
  (side: 'measures' | 'find' | 'selection') =>
  ({ ready }: Context) => {
    const { want } = useStore.getState();
    if (ready) want({ side: ready.view.side === side ? 'closed' : side });
  };

function findTokens({ ready }: Context): void {
  if (!ready) return;
  useStore.getState().want({ side: 'find' });
  // The panel is there with the next frame.
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('[data-testid="side-panel"] input')?.focus(),
  );
}

export function flipTheme({ systemTheme }: Pick<Context, 'systemTheme'>): void {
  const { wanted, want, announce } = useStore.getState();
  const other: Theme = (wanted.theme ?? systemTheme) === 'dark' ? 'light' : 'dark';
  want({ theme: other === systemTheme ? undefined : other });
  announce(STRINGS.said.theme(other));
}

function resetCamera({ ready }: Context): void {
  if (!ready) return;
  const { want, announce } = useStore.getState();
  want({ camera: DEFAULT_CAMERA });
  announce(STRINGS.said.camera);
}

function stepX({ ready }: Context, index: number): void {
  if (!ready) return;
  const { want, announce } = useStore.getState();
  const { x } = ready.view.axes;
  if (isDirection(x)) return;
  const next = x + (index === 0 ? -1 : 1);
  if (next < 1 || next > ready.basis.n_components) return;
  want({ axes: { ...ready.view.axes, x: next } });
  announce(STRINGS.said.axis('x', `PC${next}`));
}

function close({ ready }: Context): void {
  const { asTable, want } = useStore.getState();
  if (asTable) flipTable();
  else if (ready && ready.view.side !== 'closed') want({ side: 'closed' });
}

/** The same on every page. */
export const HELP = {
  name: 'help',
  keys: ['?'],
  group: 'page',
  run: () => useOverlay.getState().openDialog('keys'),
} as const satisfies Shortcut<unknown>;

export const SHORTCUTS: readonly Shortcut[] = [
  { name: 'turn', keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'], group: 'scene' },
  { name: 'zoom', keys: ['+', '-'], group: 'scene' },
  { name: 'reset', keys: ['r'], group: 'page', run: resetCamera },
  {
    name: 'stages',
    keys: ['1', '2', '3', '4'],
    group: 'page',
    run: ({ ready }, index) => {
      const stage = STAGES[index];
      if (ready && stage && hasStage(ready, stage)) openStage(stage);
    },
  },
  { name: 'step', keys: ['[', ']'], group: 'page', run: stepX },
  { name: 'find', keys: ['/'], group: 'page', run: findTokens },
  { name: 'measures', keys: ['m'], group: 'page', run: flipSide('measures') },
  { name: 'findPanel', keys: ['f'], group: 'page', run: flipSide('find') },
  { name: 'selection', keys: ['s'], group: 'page', run: flipSide('selection') },
  { name: 'table', keys: ['b'], group: 'page', run: ({ ready }) => ready && flipTable() },
  { name: 'theme', keys: ['t'], group: 'page', run: flipTheme },
  HELP,
  { name: 'escape', keys: ['Escape'], group: 'page', run: close },
];

/** The shortcut that a key means, and which of its keys it is. */
export function shortcutOf<C>(
  shortcuts: readonly Shortcut<C>[],
  key: string,
): { shortcut: Shortcut<C>; index: number } | undefined {
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  const shortcut = shortcuts.find(({ keys, run }) => run && keys.includes(pressed));
  return shortcut && { shortcut, index: shortcut.keys.indexOf(pressed) };
}

/** A tooltip that names the key beside what it does. */
export const withKey = (
  text: string,
  name: Shortcut['name'],
  index = 0,
  keys: Keys = SHORTCUTS,
): string => {
  const key = keys.find((each) => each.name === name)?.keys[index];
  return key === undefined ? text : STRINGS.shortcuts.withKey(text, key.toUpperCase());
};
