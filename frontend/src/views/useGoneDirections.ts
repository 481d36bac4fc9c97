/** Directions that the server does not have make way for the usual components, and it is said. */
import { useEffect } from 'react';
import { ApiProblem } from '../api/client';
import { useStore } from '../state/store';
import { AXIS_NAMES, DEFAULT_AXES, isDirection } from '../state/view';
import type { Refusal } from '../strings';

export function useGoneDirections(error: unknown): void {
  const settle = useStore((state) => state.settle);
  useEffect(() => {
    if (!(error instanceof ApiProblem) || error.status !== 404) return;
    const { wanted } = useStore.getState();
    const axes = { ...wanted.axes };
    const refusals: Refusal[] = [];
    for (const parameter of AXIS_NAMES) {
      const value = axes[parameter];
      if (!isDirection(value)) continue;
      axes[parameter] = DEFAULT_AXES[parameter];
      const used = `PC${DEFAULT_AXES[parameter]}`;
      refusals.push({ parameter, value, reason: 'not-here', used });
    }
    if (refusals.length > 0) settle({ ...wanted, axes }, refusals);
  }, [error, settle]);
}
