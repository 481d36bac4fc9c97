import type { Theme } from '../../api/types';
import { ResidualsStage } from './ResidualsStage';
import { useReady } from './useReady';

/** What stands in the middle alone, for a frame of another page. */
export default function ResidualsPicture({ systemTheme }: { systemTheme: Theme }) {
  const { outcome, last } = useReady(systemTheme);
  const shown = outcome.kind === 'ready' ? outcome : outcome.kind === 'loading' ? last : undefined;
  return <ResidualsStage outcome={outcome} shown={shown} />;
}
