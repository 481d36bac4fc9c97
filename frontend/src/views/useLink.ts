/** Opens the permalink that the address names, whichever page it is of. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiProblem } from '../api/client';
import { permalinkQuery } from '../data/queries';
import { useStore } from '../state/store';

/** Why the link is not open yet; nothing where none is asked for, or it is. */
export type Pending =
  | { kind: 'loading' }
  | { kind: 'error'; error: unknown; retry: (() => void) | undefined };

export function useLink(): Pending | undefined {
  const { source, pinned, openPermalink } = useStore();
  const slug = source.kind === 'permalink' ? source.slug : undefined;
  const waits = slug !== undefined && !pinned;
  const link = useQuery({ ...permalinkQuery(slug ?? ''), enabled: waits });
  useEffect(() => {
    if (waits && link.data?.slug === slug) openPermalink(link.data);
  }, [slug, waits, link.data, openPermalink]);

  if (!waits) return undefined;
  if (!link.error) return { kind: 'loading' };
  const gone = link.error instanceof ApiProblem;
  return {
    kind: 'error',
    error: link.error,
    retry: gone ? undefined : () => void link.refetch(),
  };
}
