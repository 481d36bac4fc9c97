import styles from './Tabs.module.css';

interface Props<Name extends string> {
  label: string;
  /** Before each name, for tests. */
  testId: 'stage' | 'side';
  tabs: readonly { key: Name; name: string; title: string; pressed: boolean }[];
  pick: (key: Name) => void;
}

/** A few things of which one stands there. */
export function Tabs<Name extends string>({ label, testId, tabs, pick }: Props<Name>) {
  return (
    <fieldset className={styles.tabs} aria-label={label}>
      {tabs.map(({ key, name, title, pressed }) => (
        <button
          key={key}
          type="button"
          aria-pressed={pressed}
          data-testid={`${testId}-${key}`}
          title={title}
          onClick={() => pick(key)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
