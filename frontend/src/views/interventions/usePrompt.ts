import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ModelOut } from '../../api/types';
import type { PromptDraft } from '../../data/interventions/draft';
import { tokenizeQuery } from '../../data/residuals/queries';

const TYPING_MS = 200;
const NO_IDS: readonly number[] = [];

/** A prompt as the model reads it, a moment after the typing; the last reading stands until the next is there. */
export function usePrompt(model: ModelOut, prompt: PromptDraft) {
  const [settled] = useDebouncedValue(prompt, TYPING_MS);
  const typed = settled.ids === undefined && settled.text !== '';
  const { data, error, isFetching } = useQuery({
    ...tokenizeQuery(model, settled.text, settled.bos),
    enabled: typed,
    placeholderData: keepPreviousData,
  });
  const read = typed && prompt.text !== '' ? data?.ids : undefined;
  return {
    ids: prompt.ids ?? read ?? NO_IDS,
    error: typed ? error : null,
    busy: prompt.ids === undefined && (isFetching || settled !== prompt),
  };
}
