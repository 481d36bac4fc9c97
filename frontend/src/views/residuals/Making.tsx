import { RunProgress } from '../runs/RunProgress';
import type { useMaking } from './useMaking';

/** How far it is; nothing before it is asked for, and nothing when it is done. */
export function Making({ making }: { making: ReturnType<typeof useMaking> }) {
  const { run, lost, alone, again, start } = making;
  if (!run) return null;
  return <RunProgress run={run} lost={lost} alone={alone} onAgain={again} onRetried={start} />;
}
