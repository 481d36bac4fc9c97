/** The residuals page's keys, in one table as the embeddings page's are. */
import type { ResidualStage, SiteOut, Theme, Weight } from '../../api/types';
import { across, beside, headsOf, lineOf, linesOf, stopsOf } from '../../state/residuals/sites';
import { useResiduals } from '../../state/residuals/store';
import { isMix, isNamed, PROMPTS_PER_PAGE, type SIDES, STAGES } from '../../state/residuals/view';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import { flipTheme, HELP, type Shortcut } from '../shortcuts';
import type { ReadyResiduals } from './useReady';

const { residuals: text } = STRINGS;

export interface Context {
  ready: ReadyResiduals | undefined;
  systemTheme: Theme;
}

export function openStage(stage: ResidualStage): void {
  useResiduals.getState().want({ stage });
  useStore.getState().announce(STRINGS.residualStages[stage].what);
}

const flipSide =
  (side: (typeof SIDES)[number]) =>
  ({ ready }: Context) => {
    const { want } = useResiduals.getState();
    if (ready) want({ side: ready.view.side === side ? 'closed' : side });
  };

/** The component beside the one that is chosen; from a mix, the one beside its first. */
export function stepComponent({ view, basis }: ReadyResiduals, by: number): void {
  const { direction } = view;
  const from = isNamed(direction) ? 1 - by : isMix(direction) ? first(direction) : direction;
  const next = from + by;
  if (next < 1 || next > basis.n_components) return;
  useResiduals.getState().want({ direction: next });
  useStore.getState().announce(text.said.component(`PC${next}`, basis.variance_shares[next - 1]));
}

const first = (mix: readonly Weight[]): number => mix[0]?.component ?? 1;

function go(site: SiteOut | undefined): void {
  if (!site) return;
  useResiduals.getState().want({ site: site.name });
  useStore.getState().announce(text.said.site(text.site(site)));
}

const by = (index: number) => (index === 0 ? -1 : 1);

function stepDepth({ ready }: Context, index: number): void {
  if (ready) go(beside(stopsOf(ready.capture.details, ready.site), ready.site, by(index)));
}

function stepPart({ ready }: Context, index: number): void {
  if (!ready) return;
  const { details } = ready.capture;
  const line = beside(linesOf(details), lineOf(ready.site), by(index));
  if (line) go(across(details, ready.site, { line }));
}

function stepHead({ ready }: Context, index: number): void {
  if (!ready || ready.site.head === null) return;
  const { details } = ready.capture;
  const head = beside(headsOf(details, ready.site), ready.site.head, by(index));
  if (head !== undefined) go(across(details, ready.site, { head }));
}

function turnPage({ ready }: Context, index: number): void {
  if (!ready) return;
  const next = Math.max(0, ready.view.first + by(index) * PROMPTS_PER_PAGE);
  if (next === ready.view.first || next >= ready.capture.n_shown) return;
  useResiduals.getState().want({ first: next });
  useStore.getState().announce(text.said.page(next + 1));
}

function close({ ready }: Context): void {
  const { want } = useResiduals.getState();
  if (!ready) return;
  if (ready.view.focus) want({ focus: null });
  else if (ready.view.side !== 'closed') want({ side: 'closed' });
}

export const SHORTCUTS: readonly Shortcut<Context>[] = [
  {
    name: 'residualStages',
    keys: ['1', '2', '3', '4', '5'],
    group: 'page',
    run: ({ ready }, index) => {
      const stage = STAGES[index];
      if (ready && stage) openStage(stage);
    },
  },
  {
    name: 'component',
    keys: ['[', ']'],
    group: 'page',
    run: ({ ready }, index) => ready && stepComponent(ready, by(index)),
  },
  { name: 'depth', keys: ['ArrowDown', 'ArrowUp'], group: 'page', run: stepDepth },
  { name: 'part', keys: [',', '.'], group: 'page', run: stepPart },
  { name: 'head', keys: ['(', ')'], group: 'page', run: stepHead },
  { name: 'page', keys: ['k', 'j'], group: 'page', run: turnPage },
  { name: 'scatter', keys: ['s'], group: 'page', run: flipSide('scatter') },
  { name: 'directions', keys: ['d'], group: 'page', run: flipSide('directions') },
  { name: 'prompts', keys: ['p'], group: 'page', run: flipSide('prompts') },
  { name: 'theme', keys: ['t'], group: 'page', run: flipTheme },
  HELP,
  { name: 'escape', keys: ['Escape'], group: 'page', run: close },
];
