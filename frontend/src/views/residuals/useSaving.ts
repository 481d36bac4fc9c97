import { useMutation, useQueryClient } from '@tanstack/react-query';
import { saveDirection } from '../../api/saved';
import type { SavedWholeOut, SaveIn } from '../../api/types';
import { savedQuery } from '../../data/saved';
import { useResiduals } from '../../state/residuals/store';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import { useNamed } from '../people/useNamed';
import type { ReadyResiduals } from './useReady';

const { saving: text } = STRINGS.directions;

/** What is saved is on show, and in the lists. */
export function useShowSaved({ model }: Pick<ReadyResiduals, 'model'>) {
  const client = useQueryClient();
  const want = useResiduals((state) => state.want);
  const announce = useStore((state) => state.announce);
  return (saved: SavedWholeOut) => {
    void client.invalidateQueries({ queryKey: ['saved', model.name] });
    client.setQueryData(savedQuery(model.name, saved.name).queryKey, saved);
    want({ direction: saved.name });
    announce(text.said(saved.title));
  };
}

export function useSaving(ready: Pick<ReadyResiduals, 'model'>, onDone: () => void) {
  const named = useNamed();
  const show = useShowSaved(ready);
  const saving = useMutation({
    mutationFn: (body: SaveIn) => saveDirection(ready.model.name, body),
    onSuccess: (saved) => {
      show(saved);
      onDone();
    },
  });
  return {
    save: (body: SaveIn) => named(text.what, () => saving.mutateAsync(body)),
    busy: saving.isPending,
    error: saving.error,
  };
}
