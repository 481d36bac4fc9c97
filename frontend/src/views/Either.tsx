/** One of two or three, side by side. */
import styles from './Either.module.css';

interface Props<T extends string> {
  testId: string;
  label: string;
  value: T;
  choices: Record<T, string>;
  choose: (value: T) => void;
}

export function Either<T extends string>({ testId, label, value, choices, choose }: Props<T>) {
  return (
    <fieldset className={styles.either} aria-label={label} data-testid={testId}>
      {(Object.keys(choices) as T[]).map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === value}
          data-testid={`${testId}-${each}`}
          onClick={() => choose(each)}
        >
          {choices[each]}
        </button>
      ))}
    </fieldset>
  );
}
