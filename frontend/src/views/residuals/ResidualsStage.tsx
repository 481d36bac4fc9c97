/** What stands in the middle of the residuals page: what was chosen, or why there is nothing. */
import { RESIDUALS_PATH } from '../../state/address';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import { EmptyState, ErrorState, errorText, LoadingState } from '../states';
import { DepthStage } from './DepthStage';
import { ExtremesStage } from './ExtremesStage';
import { LensStage } from './LensStage';
import { BeingCaptured, NothingCaptured } from './NothingCaptured';
import { PositionsStage } from './PositionsStage';
import { PromptsStage } from './PromptsStage';
import type { ReadyResiduals, ResidualsOutcome } from './useReady';

const STAGES = {
  prompts: PromptsStage,
  positions: PositionsStage,
  extremes: ExtremesStage,
  depth: DepthStage,
  lens: LensStage,
} as const;

interface Props {
  outcome: ResidualsOutcome;
  shown: ReadyResiduals | undefined;
}

export function ResidualsStage({ outcome, shown }: Props) {
  if (shown) {
    const Picture = STAGES[shown.view.stage];
    return <Picture ready={shown} />;
  }
  switch (outcome.kind) {
    case 'ready':
      return null;
    case 'loading':
      return <LoadingState text={outcome.text} />;
    case 'empty':
      return <EmptyState again={outcome.again} />;
    case 'no-captures':
      return <NothingCaptured key={outcome.model.name} model={outcome.model} />;
    case 'making':
      return (
        <BeingCaptured key={outcome.capture.name} model={outcome.model} capture={outcome.capture} />
      );
    case 'missing':
      return (
        <ErrorState
          title={STRINGS.errors.missingTitle}
          detail={outcome.detail}
          action={{ label: STRINGS.residuals.missingOpen, run: toResiduals }}
        />
      );
    case 'error': {
      const { title, detail } = errorText(outcome.error);
      const again = outcome.retry && { label: STRINGS.labels.retry, run: outcome.retry };
      return <ErrorState title={title} detail={detail} action={again} />;
    }
  }
}

function toResiduals() {
  window.history.pushState(null, '', RESIDUALS_PATH);
  useStore.getState().open(window.location);
}
