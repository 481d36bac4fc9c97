/** The directions that lie on axes, by what they are made of. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Axes, BasisOut, ModelOut } from '../api/types';
import { directionQuery } from '../data/queries';
import { directionText } from '../figures/directions';
import { AXIS_NAMES, isDirection } from '../state/view';
import { useNames } from './useNames';

/** The same one each time: labels that arrive later are no reason to draw anew. */
const NONE: ReadonlyMap<string, string> = new Map();

export function useDirectionNames(
  model: ModelOut,
  basis: BasisOut,
  axes: Axes,
): ReadonlyMap<string, string> {
  const nameOf = useNames({ model });
  const names = useMemo(
    () => [...new Set(AXIS_NAMES.map((name) => axes[name]).filter(isDirection))],
    [axes],
  );
  const found = useQueries({
    queries: names.map((name) => directionQuery(model, basis, name)),
    combine: (results) => results.map(({ data }) => data?.direction),
  });
  return useMemo(
    () =>
      names.length === 0
        ? NONE
        : new Map(
            names.map((name, index) => {
              const direction = found[index];
              return [name, direction ? directionText(direction, nameOf) : name] as const;
            }),
          ),
    [names, found, nameOf],
  );
}
