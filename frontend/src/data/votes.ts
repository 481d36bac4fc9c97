/** Votes on descriptions: what a click makes of the counts, and where they stand in what is remembered. */
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { DescriptionOut, SavedListOut, SavedOut, SavedWholeOut } from '../api/types';

/** The counts once a person's vote is `value` instead of what it was. */
export function voted(description: DescriptionOut, value: number): DescriptionOut {
  const { up, down, my_vote } = description;
  return {
    ...description,
    my_vote: value,
    up: up - Number(my_vote === 1) + Number(value === 1),
    down: down - Number(my_vote === -1) + Number(value === -1),
  };
}

export function withDescription<T extends SavedOut>(saved: T, description: DescriptionOut): T {
  const swap = <D extends DescriptionOut | null>(each: D) =>
    each?.id === description.id ? description : each;
  const whole = saved as T & Partial<SavedWholeOut>;
  return {
    ...saved,
    best: swap(saved.best),
    own: swap(saved.own),
    ...(whole.descriptions && { descriptions: whole.descriptions.map(swap) }),
  };
}

/** Wherever the description is on the page. */
export function putDescription(
  client: QueryClient,
  model: string,
  description: DescriptionOut,
): void {
  client.setQueriesData<SavedWholeOut>({ queryKey: ['saved', model, 'one'] }, (saved) =>
    saved ? withDescription(saved, description) : saved,
  );
  client.setQueriesData<InfiniteData<SavedListOut>>(
    { queryKey: ['saved', model, 'pages'] },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          directions: page.directions.map((saved) => withDescription(saved, description)),
        })),
      },
  );
}
