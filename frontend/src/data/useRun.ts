/** A run as it goes on, from what an answer first said of it. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RunOut } from '../api/types';
import { workersQuery } from './residuals/queries';
import { followRun, hasEnded } from './runs';

const LOOK_FOR_WORKERS_MS = 5000;

/** `onEnd` is told once, when a run that was still to be done is done. */
export function useRun(first: RunOut | undefined, onEnd: (run: RunOut) => void) {
  const [told, setTold] = useState<RunOut>();
  const [lost, setLost] = useState<Error>();
  const [attempt, setAttempt] = useState(0);
  const name = first && !hasEnded(first) ? first.name : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt follows it anew
  useEffect(() => {
    if (name === undefined) return;
    const leaving = new AbortController();
    setLost(undefined);
    followRun(name, setTold, leaving.signal).then(onEnd, (error: Error) => {
      if (!leaving.signal.aborted) setLost(error);
    });
    return () => leaving.abort();
  }, [name, attempt, onEnd]);

  const run = told && first && told.name === first.name && !hasEnded(first) ? told : first;
  const waits = run?.state === 'queued';
  const workers = useQuery({
    ...workersQuery(),
    enabled: waits,
    refetchInterval: LOOK_FOR_WORKERS_MS,
  });
  return {
    run,
    lost,
    again: () => setAttempt((n) => n + 1),
    /** It waits for a worker that is not there. */
    alone: waits && workers.data?.workers === 0,
  };
}
