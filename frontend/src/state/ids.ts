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

/** More ids than any vocabulary has are no selection but an accident, and would fill the memory. */
const MOST_IDS = 2_000_000;

/** First and last of each run; nothing where the text is not ascending runs of ids. */
function runsOf(text: string): [number, number][] | undefined {
  if (text.length > MAX_IDS_TEXT) return undefined;
  const runs: [number, number][] = [];
  let before = -1;
  let total = 0;
  for (const run of text.split(',')) {
    const found = RUN.exec(run);
    if (!found) return undefined;
    const first = Number(found[1]);
    const last = Number(found[2] ?? found[1]);
    total += last - first + 1;
    if (first <= before || last < first || total > MOST_IDS) return undefined;
    runs.push([first, last]);
    before = last;
  }
  return runs;
}

export const isIdsText = (text: string): boolean => runsOf(text) !== undefined;

/** The ids below `n`, ascending; nothing where the text is not ascending runs of ids. */
export function parseIds(text: string, n = Number.POSITIVE_INFINITY): number[] | undefined {
  return runsOf(text)?.flatMap(([first, last]) =>
    Array.from({ length: Math.max(0, Math.min(last, n - 1) - first + 1) }, (_, i) => first + i),
  );
}
