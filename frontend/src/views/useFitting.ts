/** A fit that runs on the server while the last picture stays; one at a time. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { BasisOut } from '../api/types';
import { fitBasis, type Progress } from '../data/fits';
import { basesQuery } from '../data/queries';
import { basisName } from '../figures/provenance';
import { type Fit, fitName } from '../state/fit';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';

export interface Running {
  fit: Fit;
  progress: Progress | undefined;
}

export function useFitting(model: string) {
  const client = useQueryClient();
  const { want, announce } = useStore();
  const [running, setRunning] = useState<Running>();
  const [failed, setFailed] = useState<{ fit: Fit; error: unknown }>();
  const abort = useRef<AbortController>(undefined);

  const stop = useCallback(() => {
    abort.current?.abort();
    abort.current = undefined;
    setRunning(undefined);
  }, []);

  const start = useCallback(
    async (fit: Fit) => {
      stop();
      setFailed(undefined);
      setRunning({ fit, progress: undefined });
      announce(STRINGS.fits.running(fitName(fit)));
      const controller = new AbortController();
      abort.current = controller;
      const { signal } = controller;
      try {
        const tell = (progress: Progress) => !signal.aborted && setRunning({ fit, progress });
        const basis = await fitBasis(model, fit, tell, signal);
        if (signal.aborted) return;
        client.setQueryData(basesQuery(model).queryKey, (known: BasisOut[] | undefined) => [
          ...(known ?? []).filter(({ name }) => name !== basis.name),
          basis,
        ]);
        setRunning(undefined);
        want({ basis: basis.name });
        announce(STRINGS.fits.done(basisName(basis)));
      } catch (error) {
        if (signal.aborted) return;
        setRunning(undefined);
        setFailed({ fit, error });
      }
    },
    [client, model, want, announce, stop],
  );

  const cancel = useCallback(() => {
    stop();
    announce(STRINGS.fits.cancelled);
  }, [stop, announce]);

  // Another model, or another page: nobody waits for it any more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model's name is what ends it
  useEffect(
    () => () => {
      stop();
      setFailed(undefined);
    },
    [model, stop],
  );
  return { running, failed, start, cancel, forget: () => setFailed(undefined) };
}
