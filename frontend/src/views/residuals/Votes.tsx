import { useMutation, useQueryClient } from '@tanstack/react-query';
import { vote } from '../../api/saved';
import type { DescriptionOut } from '../../api/types';
import { putDescription, voted } from '../../data/votes';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { DownIcon, UpIcon } from '../icons';
import { useNamed } from '../people/useNamed';
import { errorText } from '../states';
import styles from './Saved.module.css';

const { votes: text } = STRINGS.directions;

/** One vote a person: pressed again it is taken back. Shown at once, and then as the server has it. */
export function Votes({ model, description }: { model: string; description: DescriptionOut }) {
  const client = useQueryClient();
  const named = useNamed();
  const voting = useMutation({
    mutationFn: (value: number) => vote(description.id, value),
    onMutate: (value) => {
      putDescription(client, model, voted(description, value));
      return description;
    },
    onSuccess: (answer) => putDescription(client, model, answer),
    onError: (_, __, before) => before && putDescription(client, model, before),
    // Two clicks in a row are two requests in that order.
    scope: { id: `vote-${description.id}` },
  });
  const cast = (value: number) => () => {
    const next = description.my_vote === value ? 0 : value;
    named(text.what, () => voting.mutateAsync(next));
  };
  const side = (value: 1 | -1) => {
    const [which, n, Icon] =
      value === 1
        ? (['up', description.up, UpIcon] as const)
        : (['down', description.down, DownIcon] as const);
    return (
      <button
        type="button"
        data-testid={`vote-${which}`}
        aria-pressed={description.my_vote === value}
        aria-label={text[which](n)}
        title={`${text[which](n)}. ${description.mine ? text.own : text.hint}`}
        disabled={description.mine}
        onClick={cast(value)}
      >
        <Icon /> {n}
      </button>
    );
  };
  return (
    <>
      <fieldset className={styles.votes} aria-label={text.group(description.author)}>
        {side(1)}
        {side(-1)}
      </fieldset>
      {voting.error && (
        <p className={`${finding.problem} ${styles.wide}`} role="alert">
          {errorText(voting.error).detail}
        </p>
      )}
    </>
  );
}
