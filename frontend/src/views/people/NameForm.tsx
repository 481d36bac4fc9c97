import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { recoverName, takeName } from '../../api/people';
import type { NewPersonOut, PersonOut } from '../../api/types';
import { meQuery } from '../../data/people';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import styles from './People.module.css';

const { people: text } = STRINGS;
const MOST_CHARACTERS = 40;

interface Props {
  /** What waits for a name. */
  what: string | undefined;
  onTaken: (person: NewPersonOut) => void;
  onRecovered: () => void;
}

export function NameForm({ what, onTaken, onRecovered }: Props) {
  const client = useQueryClient();
  const announce = useStore((state) => state.announce);
  const [recovering, setRecovering] = useState(false);
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const hint = useId();

  const known = (person: string) => {
    const held: PersonOut | null = { name: person };
    client.setQueryData(meQuery().queryKey, held);
    // What is mine, and what I voted, is told anew.
    void client.invalidateQueries({ queryKey: ['saved'] });
    announce(text.said.taken(person));
  };
  const taking = useMutation({
    mutationFn: takeName,
    onSuccess: (person) => {
      known(person.name);
      onTaken(person);
    },
  });
  const recovery = useMutation({
    mutationFn: () => recoverName(name, key.trim()),
    onSuccess: (person) => {
      known(person.name);
      onRecovered();
    },
  });
  const asking = recovering ? recovery : taking;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (recovering) recovery.mutate();
    else taking.mutate(name);
  };
  const turn = () => {
    setRecovering(!recovering);
    taking.reset();
    recovery.reset();
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.says}>{what === undefined ? text.why : text.whyFor(what)}</p>
      <label className={finding.label}>
        {text.name}
        <input
          // biome-ignore lint/a11y/noAutofocus: the dialog is about nothing else
          autoFocus
          className={`${finding.input} ${styles.plain}`}
          data-testid="name-input"
          autoComplete="nickname"
          maxLength={MOST_CHARACTERS}
          aria-describedby={hint}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      {recovering && (
        <label className={finding.label}>
          {text.key}
          <input
            className={`${finding.input} ${finding.plain}`}
            data-testid="recovery-input"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        </label>
      )}
      <p id={hint} className={finding.note}>
        {recovering ? text.keyHint : text.nameHint}
      </p>
      {asking.error && (
        <p className={finding.problem} role="alert" data-testid="name-problem">
          {errorText(asking.error).detail}
        </p>
      )}
      <div className={styles.actions}>
        <Button
          type="submit"
          data-testid="name-take"
          disabled={name.trim() === '' || (recovering && key.trim() === '') || asking.isPending}
        >
          {asking.isPending ? text.taking : recovering ? text.recover : text.take}
        </Button>
        <button type="button" className={styles.turn} data-testid="name-recover" onClick={turn}>
          {recovering ? text.noKey : text.haveKey}
        </button>
      </div>
    </form>
  );
}
