/** Ids as a person types them: "262", "100-120", "5, 9 20-30". Answered without the server. */

export type IdAnswer =
  | { kind: 'ids'; ids: number[] }
  | { kind: 'unreadable'; part: string }
  | { kind: 'beyond'; part: string; last: number };

const RUN = /^(\d{1,10})(?:[-–](\d{1,10}))?$/;

/** The ids below `n`, ascending; or the first part that is none. */
export function readIds(text: string, n: number): IdAnswer {
  const found = new Set<number>();
  // "100 - 120" is one run.
  const parts = text
    .trim()
    .replace(/\s*[-–]\s*/g, '-')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  for (const part of parts) {
    const run = RUN.exec(part);
    const first = Number(run?.[1]);
    const last = Number(run?.[2] ?? run?.[1]);
    if (!run || last < first) return { kind: 'unreadable', part };
    if (last >= n) return { kind: 'beyond', part, last: n - 1 };
    for (let id = first; id <= last; id += 1) found.add(id);
  }
  return { kind: 'ids', ids: [...found].sort((a, b) => a - b) };
}
