import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ApiProblem } from '../../api/client';
import { meQuery } from '../../data/people';
import { useNaming } from '../../state/naming';

const NEEDS_NAME = 401;

/** Does what needs a name, after asking for one where this browser has none. */
export function useNamed() {
  const client = useQueryClient();
  const ask = useNaming((state) => state.ask);
  return useCallback(
    (what: string, action: () => Promise<unknown>) => {
      const again = () => void action().catch(() => undefined);
      const attempt = async () => {
        if ((await client.ensureQueryData(meQuery())) === null) {
          ask({ what, act: again });
          return;
        }
        try {
          await action();
        } catch (error) {
          // The cookie was taken away behind the page's back.
          if (!(error instanceof ApiProblem) || error.status !== NEEDS_NAME) return;
          client.setQueryData(meQuery().queryKey, null);
          ask({ what, act: again });
        }
      };
      // Who cannot be asked about cannot be named either: the action's own error is what is to be read.
      void attempt().catch(again);
    },
    [client, ask],
  );
}
