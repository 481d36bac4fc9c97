import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { leaveName } from '../../api/people';
import { meQuery } from '../../data/people';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import styles from './People.module.css';

const { people: text } = STRINGS;

/** The name that is held, and how to let it go: asked twice, since only the key brings it back. */
export function HeldName({ name, onLeft }: { name: string; onLeft: () => void }) {
  const client = useQueryClient();
  const announce = useStore((state) => state.announce);
  const [sure, setSure] = useState(false);
  const leaving = useMutation({
    mutationFn: leaveName,
    onSuccess: () => {
      client.setQueryData(meQuery().queryKey, null);
      void client.invalidateQueries({ queryKey: ['saved'] });
      announce(text.said.left);
      onLeft();
    },
  });
  return (
    <div className={styles.form}>
      <p className={styles.says}>{text.known(name)}</p>
      <p className={finding.note}>{text.leaveWhat}</p>
      {leaving.error && (
        <p className={finding.problem} role="alert">
          {errorText(leaving.error).detail}
        </p>
      )}
      <div className={styles.actions}>
        {sure ? (
          <>
            <button
              type="button"
              className={styles.danger}
              data-testid="name-leave-sure"
              disabled={leaving.isPending}
              onClick={() => leaving.mutate()}
            >
              {text.leaveSure}
            </button>
            <button type="button" className={styles.turn} onClick={() => setSure(false)}>
              {text.stay}
            </button>
          </>
        ) : (
          <button
            type="button"
            className={finding.button}
            data-testid="name-leave"
            onClick={() => setSure(true)}
          >
            {text.leave}
          </button>
        )}
      </div>
    </div>
  );
}
