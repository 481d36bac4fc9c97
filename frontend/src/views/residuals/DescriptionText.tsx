import type { DescriptionOut } from '../../api/types';
import { STRINGS } from '../../strings';
import styles from './Saved.module.css';
import { Votes } from './Votes';

const { describing: text } = STRINGS.directions;

/** What one person takes a direction to be, and what others think of that. */
export function DescriptionText({
  model,
  description,
}: {
  model: string;
  description: DescriptionOut;
}) {
  const { author, mine } = description;
  return (
    <div className={styles.description} data-testid="description" data-mine={mine}>
      <p>
        <span className={styles.words}>{description.text}</span>{' '}
        <small>{text.by(mine ? text.you : author)}</small>
      </p>
      <Votes model={model} description={description} />
    </div>
  );
}
