/** Ids as text: ascending, runs as "first-last". Short for what is often contiguous, and legible in an address. */

/** The most characters a selection may take in a stored view; the server says the same. */
export const MAX_IDS_TEXT = 40_000;

export function idsText(ids: Iterable<number>): string {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  const runs: string[] = [];
  for (let at = 0; at < sorted.length; ) {
    const first = sorted[at] ?? 0;
    let last = first;
    while (sorted[at + 1] === last + 1) {
      last += 1;
      at += 1;
    }
    at += 1;
    runs.push(first === last ? `${first}` : `${first}-${last}`);
  }
  return runs.join(',');
}

const RUN = /^(\d{1,10})(?:-(\d{1,10}))?$/;

/** The ids below `n`, ascending; nothing where the text is not ascending runs of ids. */
export function parseIds(text: string, n = Number.POSITIVE_INFINITY): number[] | undefined {
  if (text.length > MAX_IDS_TEXT) return undefined;
  const ids: number[] = [];
  let before = -1;
  for (const run of text.split(',')) {
    const found = RUN.exec(run);
    if (!found) return undefined;
    const first = Number(found[1]);
    const last = Number(found[2] ?? found[1]);
    // A run as long as any vocabulary; more is not a selection but an accident.
    if (first <= before || last < first || last - first > 2_000_000) return undefined;
    for (let id = first; id <= Math.min(last, n - 1); id += 1) ids.push(id);
    before = last;
  }
  return ids;
}
