/** The search as typed, and its hits: from the server, ids from the page itself. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Match, ModelOut } from '../api/types';
import { readIds } from '../data/idQuery';
import { hitsQuery } from '../data/queries';
import { quote } from '../data/quote';
import { count } from '../figures/shares';
import { useFinding } from '../state/finding';
import { STRINGS } from '../strings';
import { errorText } from './states';

const TYPING_MS = 150;
const { find } = STRINGS;

export interface Search {
  /** Absent while nothing is looked for, or nothing has come back yet. */
  ids: readonly number[] | undefined;
  problem: string | undefined;
  busy: boolean;
}

function byId(text: string, n: number): Pick<Search, 'ids' | 'problem'> {
  if (text.trim() === '') return { ids: undefined, problem: undefined };
  const answer = readIds(text, n);
  switch (answer.kind) {
    case 'ids':
      return { ids: answer.ids, problem: undefined };
    case 'unreadable':
      return { ids: undefined, problem: find.unreadable(answer.part) };
    case 'beyond':
      return { ids: undefined, problem: find.beyond(answer.part, 'tokens', count(answer.last)) };
  }
}

export function useSearch(model: ModelOut): Search {
  const { text, by, caseMatters } = useFinding();
  const asked = useMemo(() => ({ text, by, caseMatters }), [text, by, caseMatters]);
  const [settled] = useDebouncedValue(asked, TYPING_MS);
  const n = model.point_sets.find(({ name }) => name === 'tokens')?.n ?? 0;
  const match: Match = settled.by === 'id' ? 'substring' : settled.by;
  const answer = useQuery({
    ...hitsQuery(model, settled.text, match, settled.caseMatters),
    enabled: settled.by !== 'id' && settled.text !== '',
  });
  const own = useMemo(() => (by === 'id' ? byId(text, n) : undefined), [by, text, n]);
  if (own) return { ...own, busy: false };
  if (text === '') return { ids: undefined, problem: undefined, busy: false };
  const current = settled === asked;
  if (!current || answer.isPending) return { ids: undefined, problem: undefined, busy: true };
  const problem = answer.error
    ? find.failed(quote(settled.text), errorText(answer.error).detail)
    : undefined;
  return { ids: answer.data?.ids, problem, busy: false };
}
