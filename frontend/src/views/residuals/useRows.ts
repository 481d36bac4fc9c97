/** Which rows take part in a picture: position 0 where the basis was fitted on it too, or where one asks for it. */
import { useMemo, useState } from 'react';
import type { ShownOut } from '../../api/types';
import { positionsIn } from '../../data/residuals/rows';
import type { AnyBasis } from '../../state/residuals/resolve';

const fittedOn0 = (basis: AnyBasis): boolean => 'position_0' in basis && basis.position_0 === true;

export function useRows(basis: AnyBasis, { offsets }: ShownOut) {
  const [chosen, choose] = useState<{ basis: string; with0: boolean }>();
  const with0 = chosen?.basis === basis.name ? chosen.with0 : fittedOn0(basis);
  const rows = useMemo(() => {
    const positions = positionsIn(offsets);
    const all = Uint32Array.from(positions, (_, row) => row);
    return with0 ? all : all.filter((row) => (positions[row] ?? 0) > 0);
  }, [offsets, with0]);
  return { rows, with0, flip0: () => choose({ basis: basis.name, with0: !with0 }) };
}
