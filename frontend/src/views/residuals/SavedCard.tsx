import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { SavedOut } from '../../api/types';
import { savedQuery } from '../../data/saved';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import { Describe } from './Describe';
import { DescriptionText } from './DescriptionText';
import { Download } from './Download';
import { OwnSaved } from './OwnSaved';
import styles from './Saved.module.css';

const { saved: text } = STRINGS.directions;

interface Props {
  model: string;
  saved: SavedOut;
  shown: boolean;
  /** Whether it lies in the space of what is on show. */
  fits: boolean;
  onShow: () => void;
}

/** One saved direction: whose, what it is taken to be, and what one may do with it. */
export function SavedCard({ model, saved, shown, fits, onShow }: Props) {
  const { name, title, owner, mine, best, own, n_descriptions } = saved;
  const [open, setOpen] = useState(false);
  const details = useId();
  return (
    <article className={styles.card} data-testid="saved-card" data-name={name} data-shown={shown}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.title}
          data-testid="saved-show"
          aria-pressed={shown}
          disabled={!fits}
          title={fits ? text.show(title) : text.otherSpace(saved.space)}
          onClick={onShow}
        >
          {title}
        </button>
        {shown && <span className={styles.badge}>{text.shown}</span>}
      </div>
      <p className={styles.owner}>
        {STRINGS.directions.by(owner)}
        {mine && ` · ${text.yours}`}
        {!fits && ` · ${text.otherSpace(saved.space)}`}
      </p>
      {best ? (
        <DescriptionText model={model} description={best} />
      ) : (
        <p className={finding.note}>{text.noDescription}</p>
      )}
      {own && own.id !== best?.id && <DescriptionText model={model} description={own} />}
      <button
        type="button"
        className={styles.more}
        data-testid="saved-details"
        aria-expanded={open}
        aria-controls={details}
        onClick={() => setOpen(!open)}
      >
        {open ? text.close : text.open}
        {!open && n_descriptions > 1 && ` · ${text.descriptions(n_descriptions)}`}
      </button>
      <div id={details} className={styles.details} hidden={!open}>
        {open && <Details model={model} saved={saved} />}
      </div>
    </article>
  );
}

function howOf({ source }: SavedOut): string {
  const { how } = text;
  if (!source) return how.upload;
  if (source.kind === 'mix') return how.mix(source.weights.length, source.site);
  return source.kind === 'tokens' ? how.tokens(source.site) : how[source.kind];
}

function Details({ model, saved }: { model: string; saved: SavedOut }) {
  const { data, error } = useQuery(savedQuery(model, saved.name));
  const told = new Set([saved.best?.id, saved.own?.id]);
  const others = data?.descriptions.filter(({ id }) => !told.has(id)) ?? [];
  return (
    <>
      {error && (
        <p className={finding.problem} role="alert">
          {errorText(error).detail}
        </p>
      )}
      {others.map((description) => (
        <DescriptionText key={description.id} model={model} description={description} />
      ))}
      <Describe model={model} saved={saved} />
      <p className={finding.note}>
        {text.made(howOf(saved))} d = {count(saved.d)}
      </p>
      <Download model={model} source={{ kind: 'named', name: saved.name }} />
      {saved.mine && <OwnSaved model={model} saved={saved} />}
    </>
  );
}
