/** What the line under the scene says beyond the tables: what is switched off, a prompt, directions in words. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { classesQuery, sumsQuery } from '../data/queries';
import type { Details } from '../figures/provenance';
import { useDirectionNames } from './useDirectionNames';
import { useMeansOver } from './useMeansOver';
import type { Ready } from './useResolved';

export function useDetails({ model, basis, view }: Ready): Details {
  const { hidden } = view.color;
  const tokens = model.point_sets.find(({ name }) => name === 'tokens');
  const classes = useQuery({
    ...classesQuery(model, tokens ?? { name: 'tokens', checksum: '' }),
    enabled: tokens !== undefined && hidden.length > 0,
  });
  const prompt = useQuery({ ...sumsQuery(model, view.sums ?? ''), enabled: view.sums !== null });
  const directions = useDirectionNames(model, basis, view.axes);
  const prompts = useMeansOver(model, view.positions);
  return useMemo(() => {
    const found = hidden.length > 0 ? classes.data : undefined;
    const off = found?.classes.map((name) => hidden.includes(name));
    const length = found?.of.filter((place) => !off?.[place]).length;
    // The unembedding's rows are of the same tokens.
    const kept = length === undefined ? undefined : { tokens: { length }, unembedding: { length } };
    return { kept, sums: prompt.data?.ids.length, prompts, directions };
  }, [hidden, classes.data, prompt.data, prompts, directions]);
}
