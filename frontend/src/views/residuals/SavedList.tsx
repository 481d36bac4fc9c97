import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { savedPagesQuery } from '../../data/saved';
import { useResiduals } from '../../state/residuals/store';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import styles from './Saved.module.css';
import { SavedCard } from './SavedCard';
import type { ReadyResiduals } from './useReady';

const { saved: text } = STRINGS.directions;
const TYPING_MS = 200;

/** What people saved, one's own or everyone's, the best described first. */
export function SavedList({ ready }: { ready: ReadyResiduals }) {
  const { model, view, site } = ready;
  const want = useResiduals((state) => state.want);
  const announce = useStore((state) => state.announce);
  const [typed, setTyped] = useState('');
  const [mine, setMine] = useState(false);
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const list = useInfiniteQuery(savedPagesQuery(model.name, { q, mine }));
  const [first] = list.data?.pages ?? [];
  const found = list.data?.pages.flatMap(({ directions }) => directions) ?? [];
  const none = q !== '' ? text.noneFound(q) : mine ? text.noneMine : text.none;
  return (
    <section className={styles.list} data-testid="saved">
      <input
        className={`${finding.input} ${finding.plain} ${styles.search}`}
        type="search"
        data-testid="saved-search"
        aria-label={text.search}
        placeholder={text.searchHint}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={finding.headline}>
        <fieldset className={finding.axes} aria-label={text.whose}>
          {[false, true].map((own) => (
            <button
              key={String(own)}
              type="button"
              className={`${finding.button} ${styles.whose}`}
              data-testid={own ? 'saved-mine' : 'saved-all'}
              aria-pressed={mine === own}
              onClick={() => setMine(own)}
            >
              {own ? text.mine : text.all}
            </button>
          ))}
        </fieldset>
        {first && <span data-testid="saved-total">{text.total(first.total)}</span>}
      </div>
      {list.isPending && <p className={finding.note}>{text.loading}</p>}
      {list.error && (
        <div className={finding.problem} role="alert">
          <p>{errorText(list.error).detail}</p>
          <button type="button" className={finding.button} onClick={() => void list.refetch()}>
            {STRINGS.labels.retry}
          </button>
        </div>
      )}
      {first && found.length === 0 && <p className={finding.note}>{none}</p>}
      {found.map((saved) => (
        <SavedCard
          key={saved.name}
          model={model.name}
          saved={saved}
          shown={view.direction === saved.name}
          fits={
            saved.space === site.name || (saved.space === 'residual' && site.d === model.d_model)
          }
          onShow={() => {
            want({ direction: saved.name });
            announce(text.said.shown(saved.title));
          }}
        />
      ))}
      {list.hasNextPage && (
        <button
          type="button"
          className={finding.button}
          data-testid="saved-more"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {text.more}
        </button>
      )}
    </section>
  );
}
