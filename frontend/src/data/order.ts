/** The order of a table's rows by one of its columns. */

export type Key = number | string | undefined;

const isMissing = (key: Key) => key === undefined || Number.isNaN(key);

const text = (key: Key) => String(key);

const ascending = (a: Key, b: Key): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : text(a) < text(b)
      ? -1
      : text(a) > text(b)
        ? 1
        : 0;

/** Ids by key, then by id; what has no key comes last either way. */
export function ordered(
  ids: readonly number[],
  keyOf: (id: number) => Key,
  descending: boolean,
): number[] {
  const rows = ids.map((id) => ({ id, key: keyOf(id) }));
  const sign = descending ? -1 : 1;
  rows.sort((a, b) => {
    const [noA, noB] = [isMissing(a.key), isMissing(b.key)];
    if (noA || noB) return Number(noA) - Number(noB) || a.id - b.id;
    return sign * ascending(a.key, b.key) || a.id - b.id;
  });
  return rows.map(({ id }) => id);
}
