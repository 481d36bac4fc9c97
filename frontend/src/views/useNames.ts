/** Points by their names: tokens quoted, positions by their number. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SetName } from '../data/columns';
import { labelsQuery } from '../data/queries';
import { quote } from '../data/quote';
import type { SceneData } from '../data/useSceneData';
import { isTokens } from '../figures/coloring';
import { count } from '../figures/shares';
import { STRINGS } from '../strings';

export interface Names {
  (set: SetName, id: number): string;
  /** A token's own string; a position has none. */
  label: (set: SetName, id: number) => string | undefined;
}

const NO_TOKENS = { name: 'tokens', n: 0, d: 0, left_out: 0, checksum: '' };

export function useNames({ model }: Pick<SceneData, 'model'>): Names {
  const tokens = model.point_sets.find(({ name }) => name === 'tokens');
  const { data } = useQuery({
    // The query is off where there are no tokens; it still wants an address.
    ...labelsQuery(model, tokens ?? NO_TOKENS),
    enabled: tokens !== undefined,
  });
  return useMemo(() => {
    const label = (set: SetName, id: number) => (isTokens(set) ? data?.[id] : undefined);
    const name = (set: SetName, id: number) => {
      const text = label(set, id);
      return text === undefined ? `${STRINGS.hover[set]} ${count(id)}` : quote(text);
    };
    return Object.assign(name, { label });
  }, [data]);
}
