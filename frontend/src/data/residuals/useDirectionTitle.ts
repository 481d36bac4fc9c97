import { useQuery } from '@tanstack/react-query';
import type { Direction } from '../../api/types';
import { directionName } from '../../state/residuals/names';
import { savedQuery } from '../saved';

const SAVED = /^v-/;

/** What a direction is called: a saved one by its title, once that is here. */
export function useDirectionTitle(model: string, direction: Direction): string {
  const name = directionName(direction);
  const saved = useQuery({ ...savedQuery(model, name), enabled: SAVED.test(name) });
  return saved.data?.title ?? name;
}
