import type { ModelOut } from '../../api/types';
import type { PromptDraft } from '../../data/interventions/draft';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import styles from './Form.module.css';
import { TokenRow } from './TokenRow';
import { usePrompt } from './usePrompt';

const { interventions: text } = STRINGS;
const MOST_CHARACTERS = 20_000;

interface Props {
  model: ModelOut;
  labels: readonly string[] | undefined;
  label: string;
  prompt: PromptDraft;
  onChange: (prompt: PromptDraft) => void;
  testId: string;
  at?: number | undefined;
  onChoose?: ((position: number) => void) | undefined;
}

/** A text, and the tokens the model reads in it. */
export function PromptField(props: Props) {
  const { model, labels, label, prompt, onChange, testId, at, onChoose } = props;
  const { ids, error, busy } = usePrompt(model, prompt);
  return (
    <div className={styles.prompt}>
      <label className={finding.label}>
        {label}
        <textarea
          className={finding.area}
          data-testid={testId}
          rows={3}
          maxLength={MOST_CHARACTERS}
          spellCheck={false}
          placeholder={text.promptHint}
          value={prompt.text}
          onChange={(event) =>
            onChange({ ...prompt, text: event.currentTarget.value, ids: undefined })
          }
        />
      </label>
      {error && (
        <p className={finding.problem} role="alert" data-testid={`${testId}-problem`}>
          {errorText(error).detail}
        </p>
      )}
      {ids.length > 0 && (
        <div className={styles.read} data-busy={busy}>
          <TokenRow
            ids={ids}
            labels={labels}
            label={text.asRead}
            testId={`${testId}-tokens`}
            at={at}
            onChoose={onChoose}
          />
          <p className={finding.note}>
            {text.tokensIn(count(ids.length), model.n_ctx ? count(model.n_ctx) : undefined)}
            {prompt.ids && ` · ${text.given}`}
          </p>
        </div>
      )}
      {!prompt.ids && (
        <label className={styles.check}>
          <input
            type="checkbox"
            data-testid={`${testId}-bos`}
            checked={prompt.bos}
            onChange={(event) => onChange({ ...prompt, bos: event.currentTarget.checked })}
          />
          {text.bos}
        </label>
      )}
    </div>
  );
}
