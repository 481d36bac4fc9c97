import type { Example } from '../../api/types';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import styles from './InterventionsPage.module.css';

const { interventions: text } = STRINGS;

interface Props {
  examples: readonly Example[] | undefined;
  error: unknown;
  /** An example that the address names and the model lacks. */
  missing: string | undefined;
  chosen: string | undefined;
  onChoose: (name: string) => void;
}

/** Interventions to start from: each fills the form, and has an address. */
export function Examples({ examples, error, missing, chosen, onChoose }: Props) {
  const open = examples?.find(({ name }) => name === chosen);
  return (
    <section className={styles.examples} data-testid="examples">
      <h2>{text.examples}</h2>
      {error != null && (
        <p className={finding.problem} role="alert">
          {errorText(error).detail}
        </p>
      )}
      {examples?.length === 0 && <p className={finding.note}>{text.noExamples}</p>}
      <div className={styles.cards}>
        {examples?.map(({ name, title }) => (
          <button
            key={name}
            type="button"
            className={finding.button}
            data-testid="example"
            data-name={name}
            aria-pressed={name === chosen}
            onClick={() => onChoose(name)}
          >
            {title}
          </button>
        ))}
      </div>
      {open && (
        <p className={styles.says} data-testid="example-says">
          {open.says}
        </p>
      )}
      {missing !== undefined && (
        <p className={finding.problem} role="alert">
          {text.exampleMissing(missing)}
        </p>
      )}
    </section>
  );
}
