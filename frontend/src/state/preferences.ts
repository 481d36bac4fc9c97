/** What the browser remembers for a person: a flag each, and nothing that identifies. */

const FLAGS = { tour: 'residview:tour', keys: 'residview:keys' } as const;
type Flag = keyof typeof FLAGS;

export const TOUR_SEEN = 'seen';
export const KEYS_OFF = 'off';

export function remembered(flag: Flag): string | undefined {
  try {
    return window.localStorage.getItem(FLAGS[flag]) ?? undefined;
  } catch {
    return undefined;
  }
}

/** False where the browser keeps nothing. */
export function remember(flag: Flag, value: string | undefined): boolean {
  try {
    if (value === undefined) window.localStorage.removeItem(FLAGS[flag]);
    else window.localStorage.setItem(FLAGS[flag], value);
    return true;
  } catch {
    return false;
  }
}
