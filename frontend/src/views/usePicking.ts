/** What finding and selecting do to the view, each with what is said of it. */
import { useCallback } from 'react';
import type { Point } from '../api/types';
import { count } from '../figures/shares';
import { isPositions } from '../state/positions';
import { combine, idsOf, type Outcome, selected, type Way } from '../state/selecting';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';

const { said } = STRINGS.selection;

/** Changes the selection, unless a view could not hold it. */
export function pick(pointSet: string, found: Iterable<number>, way: Way): Outcome {
  const { wanted, want, announce } = useStore.getState();
  const before = wanted.selection;
  const outcome = selected(pointSet, combine(way, idsOf(before, pointSet), found));
  const set = STRINGS.find.sets(pointSet);
  if (outcome.kind === 'too-long') {
    announce(said.tooLong);
    return outcome;
  }
  if (outcome.kind === 'empty') {
    want({ selection: null });
    announce(said.emptied);
    return outcome;
  }
  want({ selection: outcome.selection });
  const other = before && before.point_set !== pointSet ? before.point_set : undefined;
  const n = count(outcome.n);
  announce(
    other === undefined ? said.taken(n, set) : said.switched(STRINGS.find.sets(other), n, set),
  );
  return outcome;
}

export function lookAt(point: Point, name: string): void {
  const { want, announce } = useStore.getState();
  want({ focus: point });
  announce(STRINGS.find.said.focus(name));
}

export const samePoint = (a: Point | null | undefined, b: Point | null | undefined): boolean =>
  a != null && b != null && a.point_set === b.point_set && a.id === b.id;

/** A point's name in a sentence: its string in quotes, or what and which it is. */
export function useNames(labels: readonly string[] | undefined, quote: (label: string) => string) {
  return useCallback(
    ({ point_set, id }: Point): string => {
      const label = labels?.[id];
      return isPositions(point_set) || label === undefined
        ? STRINGS.find.point(point_set, count(id))
        : quote(label);
    },
    [labels, quote],
  );
}
