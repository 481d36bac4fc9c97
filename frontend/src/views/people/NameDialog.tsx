import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewPersonOut } from '../../api/types';
import { meQuery } from '../../data/people';
import { useNaming } from '../../state/naming';
import { STRINGS } from '../../strings';
import { Dialog } from '../Dialog';
import { HeldName } from './HeldName';
import { NameForm } from './NameForm';
import { RecoveryKey } from './RecoveryKey';

const { people: text } = STRINGS;

/** Taking a name, keeping its key, or leaving it: whichever is at hand. */
export function NameDialog() {
  const { open, waiting, close } = useNaming();
  const me = useQuery({ ...meQuery(), enabled: open }).data;
  const [made, setMade] = useState<NewPersonOut>();
  if (!open) return null;

  const leave = () => {
    setMade(undefined);
    close();
  };
  const named = () => {
    leave();
    waiting?.act();
  };
  const title = made ? text.takenTitle(made.name) : me ? text.openAs(me.name) : text.title;
  return (
    <Dialog
      title={title}
      closeLabel={text.close}
      testId="name-dialog"
      onClose={made ? named : leave}
    >
      {made ? (
        <RecoveryKey recoveryKey={made.recovery_key} onKept={named} />
      ) : me ? (
        <HeldName name={me.name} onLeft={leave} />
      ) : (
        <NameForm what={waiting?.what} onTaken={setMade} onRecovered={named} />
      )}
    </Dialog>
  );
}
