import { Button } from '@mantine/core';
import type { ModelOut } from '../../api/types';
import { type Draft, type EditDraft, newEdit } from '../../data/interventions/draft';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { PlusIcon } from '../icons';
import { EditForm } from './EditForm';
import { Field } from './Field';
import styles from './Form.module.css';
import { PromptField } from './PromptField';
import { usePrompt } from './usePrompt';

const { interventions: text } = STRINGS;

interface Props {
  model: ModelOut;
  labels: readonly string[] | undefined;
  draft: Draft;
  onChange: (draft: Draft) => void;
  running: boolean;
  onRun: () => void;
  problem: string | undefined;
}

export function InterventionForm(props: Props) {
  const { model, labels, draft, onChange, running, onRun, problem } = props;
  const { ids } = usePrompt(model, draft.prompt);
  const { edits } = draft;
  const replace = (edit: EditDraft) =>
    onChange({ ...draft, edits: edits.map((each) => (each.key === edit.key ? edit : each)) });
  const add = () =>
    onChange({
      ...draft,
      edits: [...edits, newEdit('add', { sites: ['0.resid_pre'], strength: '4' })],
    });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      <section className={styles.section}>
        <PromptField
          model={model}
          labels={labels}
          label={text.prompt}
          testId="prompt"
          prompt={draft.prompt}
          onChange={(prompt) => onChange({ ...draft, prompt })}
        />
      </section>
      <section className={styles.section}>
        <h2>{text.edits}</h2>
        {edits.length === 0 && <p className={finding.note}>{text.noEdits}</p>}
        {edits.map((edit, index) => (
          <EditForm
            key={edit.key}
            model={model}
            labels={labels}
            edit={edit}
            n={index + 1}
            length={ids.length}
            onChange={replace}
            onRemove={() =>
              onChange({ ...draft, edits: edits.filter(({ key }) => key !== edit.key) })
            }
          />
        ))}
        <div className={finding.buttons}>
          <button
            type="button"
            className={`${finding.button} ${styles.add}`}
            data-testid="edit-add"
            onClick={add}
          >
            <PlusIcon /> {text.add}
          </button>
        </div>
      </section>
      <section className={styles.section}>
        <label className={styles.check}>
          <input
            type="checkbox"
            data-testid="continues"
            checked={draft.continues}
            onChange={(event) => onChange({ ...draft, continues: event.currentTarget.checked })}
          />
          {text.continues}
        </label>
        {draft.continues && (
          <>
            <div className={finding.thirds}>
              {(['tokens', 'temperature', 'seed'] as const).map((name) => (
                <Field
                  key={name}
                  label={text.fields[name]}
                  testId={`continue-${name}`}
                  value={draft[name]}
                  onChange={(value) => onChange({ ...draft, [name]: value })}
                />
              ))}
            </div>
            <p className={finding.note}>{text.greedy}</p>
          </>
        )}
      </section>
      <div className={styles.run}>
        {problem !== undefined && (
          <p className={finding.problem} role="alert" data-testid="run-refused">
            {problem}
          </p>
        )}
        <Button type="submit" fullWidth data-testid="run" disabled={running}>
          {running ? text.running : text.run}
        </Button>
      </div>
    </form>
  );
}
