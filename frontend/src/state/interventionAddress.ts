/** The address of an intervention: the model, and what is opened of it. */

export interface Opened {
  model: string | undefined;
  run: string | undefined;
  example: string | undefined;
}

export function openedIn(search: string): Opened {
  const given = new URLSearchParams(search);
  return {
    model: given.get('model') ?? undefined,
    run: given.get('run') ?? undefined,
    example: given.get('example') ?? undefined,
  };
}

/** What is not of an intervention (the theme) is kept. */
export function searchOf(search: string, opened: Partial<Opened>): string {
  const kept = new URLSearchParams(search);
  for (const name of ['model', 'run', 'example'] as const) {
    kept.delete(name);
  }
  const all = new URLSearchParams(
    Object.entries(opened).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  for (const [name, value] of kept) all.append(name, value);
  const text = all.toString();
  return text === '' ? '' : `?${text}`;
}
