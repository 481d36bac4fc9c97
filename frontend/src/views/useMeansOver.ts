/** How many prompts the positions on show are means over; nothing for a table, and for prompts that are not listed. */
import { useQuery } from '@tanstack/react-query';
import type { ModelOut } from '../api/types';
import { capturesQuery } from '../data/residuals/queries';
import { meansOf } from '../state/positions';

export function useMeansOver(model: Pick<ModelOut, 'name'>, positions: string): number | undefined {
  const means = meansOf(positions);
  const { data } = useQuery({ ...capturesQuery(model.name), enabled: means !== undefined });
  return data?.find(
    ({ prompt_set, sites }) => prompt_set === means?.promptSet && sites.includes(means?.site ?? ''),
  )?.n_prompts;
}
