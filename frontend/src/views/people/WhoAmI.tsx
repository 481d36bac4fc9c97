import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../../data/people';
import { useNaming } from '../../state/naming';
import { STRINGS } from '../../strings';
import { PersonIcon } from '../icons';
import styles from './People.module.css';

/** The name this browser holds, and the way to one. */
export function WhoAmI() {
  const ask = useNaming((state) => state.ask);
  const me = useQuery(meQuery()).data;
  const label = me ? STRINGS.people.openAs(me.name) : STRINGS.people.open;
  return (
    <button
      type="button"
      data-testid="who-am-i"
      data-named={me != null}
      aria-label={label}
      title={label}
      onClick={() => ask()}
    >
      {me ? (
        <span className={styles.initial} aria-hidden="true">
          {[...me.name][0]?.toUpperCase()}
        </span>
      ) : (
        <PersonIcon />
      )}
    </button>
  );
}
