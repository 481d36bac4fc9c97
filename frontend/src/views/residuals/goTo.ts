import type { ResidualStage, TokenOf } from '../../api/types';
import { pageWith } from '../../state/residuals/paging';
import { useResiduals } from '../../state/residuals/store';

/** Focuses a token and turns to its prompt; `stage` opens what is to stand in the middle. */
export function goTo(focus: TokenOf, stage?: ResidualStage): void {
  const { want, wanted } = useResiduals.getState();
  want({ focus, first: pageWith(wanted.first, focus.prompt), ...(stage && { stage }) });
  // A page that is turned has its tokens with the next frame.
  requestAnimationFrame(() =>
    document
      .querySelector(`[data-prompt="${focus.prompt}"][data-position="${focus.position}"]`)
      ?.scrollIntoView({ block: 'nearest' }),
  );
}
