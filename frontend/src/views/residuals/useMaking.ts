/** A capture that is being made: followed to its end, after which what was known without it is asked anew. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { RunOut } from '../../api/types';
import { hasEnded } from '../../data/runs';
import { useRun } from '../../data/useRun';

export function useMaking(model: string, onMade?: (capture: string) => void) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<RunOut>();
  const onEnd = useCallback(
    async (run: RunOut) => {
      if (run.state !== 'done') return;
      await Promise.all(
        ['captures', 'capture', 'prompt-sets'].map((key) =>
          client.invalidateQueries({ queryKey: [key, model] }),
        ),
      );
      if (run.capture) onMade?.(run.capture);
    },
    [client, model, onMade],
  );
  const going = useRun(asked, onEnd);
  const start = useCallback(
    (run: RunOut) => {
      setAsked(run);
      // What was made before is only opened.
      if (hasEnded(run)) void onEnd(run);
    },
    [onEnd],
  );
  return { ...going, start };
}
