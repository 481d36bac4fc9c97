import { count } from '../figures/shares';
import { isPositions } from '../state/positions';
import { STRINGS } from '../strings';
import { Quoted } from './Quoted';

/** A token by its string, a position by its number. */
export function PointName({
  set,
  id,
  label,
}: {
  set: string;
  id: number;
  label: string | undefined;
}) {
  if (isPositions(set) || label === undefined) {
    return <span>{STRINGS.find.point(set, count(id))}</span>;
  }
  return <Quoted label={label} />;
}
