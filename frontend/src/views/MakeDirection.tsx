import { useMutation } from '@tanstack/react-query';
import { makeDirection } from '../api/client';
import type { DirectionIn } from '../api/types';
import { useFinding } from '../state/finding';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import { errorText } from './states';
import type { Ready } from './useResolved';

interface Props {
  ready: Ready;
  testId: string;
  label: string;
  /** Absent where there is nothing to make one of. */
  recipe: DirectionIn | undefined;
}

/** A button that has the server make a direction; its card then says what it is. */
export function MakeDirection({ ready, testId, label, recipe }: Props) {
  const set = useFinding((state) => state.set);
  const announce = useStore((state) => state.announce);
  const making = useMutation({
    mutationFn: (body: DirectionIn) => makeDirection(ready.model.name, body),
    onSuccess: ({ name }) => {
      set({ made: name });
      announce(STRINGS.find.said.direction(name));
    },
  });
  return (
    <>
      <button
        type="button"
        className={styles.button}
        data-testid={testId}
        disabled={!recipe || making.isPending}
        onClick={() => recipe && making.mutate(recipe)}
      >
        {making.isPending ? STRINGS.find.making : label}
      </button>
      {making.error && (
        <p className={styles.problem} role="alert">
          {errorText(making.error).detail}
        </p>
      )}
    </>
  );
}
