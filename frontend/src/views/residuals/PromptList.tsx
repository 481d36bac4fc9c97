/** Prompts that people added: one's own with what can be done to them, and those of others. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { capturePrompts, deletePrompt, publishPrompt } from '../../api/prompts';
import type { PromptSetOut } from '../../api/types';
import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { inCapture } from '../../state/residuals/view';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import { Making } from './Making';
import styles from './PromptList.module.css';
import { useMaking } from './useMaking';
import type { ReadyResiduals } from './useReady';

const { prompts: text } = STRINGS;

interface Props {
  ready: ReadyResiduals;
  sets: readonly PromptSetOut[];
  title: string;
  none: string;
}

export function PromptList({ ready, sets, title, none }: Props) {
  return (
    <section className={finding.group}>
      <h3>{title}</h3>
      {sets.length === 0 && <p className={finding.note}>{none}</p>}
      <ul className={styles.list}>
        {sets.map((set) => (
          <Item key={set.name} ready={ready} set={set} />
        ))}
      </ul>
    </section>
  );
}

function Item({ ready, set }: { ready: ReadyResiduals; set: PromptSetOut }) {
  const { model, capture } = ready;
  const want = useResiduals((state) => state.want);
  const open = useCallback((name: string) => want(inCapture(name)), [want]);
  const making = useMaking(model.name, open);
  const [made] = set.captures;
  const asking = useMutation({
    mutationFn: () => capturePrompts(model.name, set.name),
    onSuccess: making.start,
  });
  return (
    <li
      className={styles.item}
      data-testid="prompt-item"
      data-shown={set.name === capture.prompt_set}
    >
      <button
        type="button"
        className={styles.open}
        aria-current={set.name === capture.prompt_set || undefined}
        aria-label={text.open(set.title)}
        data-testid="prompt-open"
        onClick={() => (made === undefined ? asking.mutate() : open(made))}
      >
        <b>{set.title}</b>
        <span>
          {set.mine || set.owner === null
            ? text.tokens(count(set.n_tokens))
            : text.by(set.owner, count(set.n_tokens))}
        </span>
      </button>
      {set.mine && <Tools ready={ready} set={set} />}
      {asking.error && (
        <p className={finding.problem} role="alert">
          {errorText(asking.error).detail}
        </p>
      )}
      <Making making={making} />
    </li>
  );
}

/** What its owner may do to a prompt. */
function Tools({ ready: { model, capture }, set }: { ready: ReadyResiduals; set: PromptSetOut }) {
  const client = useQueryClient();
  const want = useResiduals((state) => state.want);
  const announce = useStore((state) => state.announce);
  const [asks, setAsks] = useState(false);
  const renew = () =>
    Promise.all(
      ['captures', 'prompt-sets'].map((key) =>
        client.invalidateQueries({ queryKey: [key, model.name] }),
      ),
    );
  const publishing = useMutation({
    mutationFn: () => publishPrompt(model.name, set.name, !set.public),
    onSuccess: renew,
  });
  const deleting = useMutation({
    mutationFn: () => deletePrompt(model.name, set.name),
    onSuccess: async () => {
      announce(text.deleted);
      // The page must not ask for what it has just deleted.
      if (set.name === capture.prompt_set) want(inCapture(undefined));
      await renew();
    },
  });
  const problem = publishing.error ?? deleting.error;
  return (
    <div className={styles.tools}>
      {asks ? (
        <>
          <button
            type="button"
            className={styles.bad}
            data-testid="prompt-delete-sure"
            disabled={deleting.isPending}
            onClick={() => deleting.mutate()}
          >
            {text.sure}
          </button>
          <button type="button" onClick={() => setAsks(false)}>
            {text.keep}
          </button>
        </>
      ) : (
        <>
          <span>{set.public ? text.public : text.private}</span>
          <button
            type="button"
            data-testid="prompt-publish"
            disabled={publishing.isPending}
            onClick={() => publishing.mutate()}
          >
            {set.public ? text.hide : text.publish}
          </button>
          <button type="button" data-testid="prompt-delete" onClick={() => setAsks(true)}>
            {text.delete}
          </button>
        </>
      )}
      {problem && (
        <p className={finding.problem} role="alert">
          {errorText(problem).detail}
        </p>
      )}
    </div>
  );
}
