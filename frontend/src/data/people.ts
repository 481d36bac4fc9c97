/** Who this browser is, as the server knows it. */
import { queryOptions } from '@tanstack/react-query';
import { getMe } from '../api/people';
import type { PersonOut } from '../api/types';

export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: async ({ signal }): Promise<PersonOut | null> => (await getMe(signal)).me,
    staleTime: 5 * 60_000,
  });
