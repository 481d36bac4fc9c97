/** What the colours tell, as a colour for each point and a legend: pure, and for any picture of the points. */
import type { Color, ColorBy, Theme, TokenClass } from '../api/types';
import { SET_NAMES, type SetName } from '../data/columns';
import { TOKEN_CLASSES } from '../state/view';
import { blend } from './oklab';
import { PALETTES } from './palette';
import { BANDS, CLASS_COLORS, DIVERGING, NEUTRAL, SEQUENTIAL } from './ramps';

export type PerSet<T> = { [Set in SetName]?: T | undefined };

/** The colour of point i is `colors[of[i]]`: a picture makes few colours, whatever the number of points. */
export interface Paint {
  colors: readonly string[];
  of: Uint8Array;
}

export interface ClassEntry {
  name: TokenClass;
  color: string;
  n: number;
  hidden: boolean;
}

export type Legend =
  | { kind: 'kind' }
  | {
      kind: 'scale';
      by: ColorBy;
      component: number;
      ramp: readonly string[];
      low: number;
      high: number;
      /** Values beyond an end have its colour. */
      clipped: { low: boolean; high: boolean };
      /** Sets that have no such value, and are grey. */
      without: SetName[];
    }
  | { kind: 'classes'; entries: ClassEntry[]; without: SetName[] };

export interface Coloring {
  /** Nothing: each kind of point has its own shades. */
  paints: PerSet<Paint> | undefined;
  legend: Legend;
  /** Ids that are drawn, where classes are switched off; nothing where all are. */
  kept: PerSet<Uint32Array>;
}

export interface Classes {
  classes: readonly TokenClass[];
  of: readonly number[];
}

export interface ColorInput {
  color: Color;
  theme: Theme;
  /** How many points each set has. */
  counts: PerSet<number>;
  /** A value for each point; a set without has none of the kind. */
  values?: PerSet<Float32Array> | undefined;
  classes?: Classes | undefined;
  /** The share of each point that the axes hold, where points fade by it. */
  shares?: PerSet<Float32Array> | undefined;
}

export const isTokens = (set: SetName): boolean => set === 'tokens' || set === 'unembedding';

/** Outliers do not get the scale to themselves. */
const TAIL = 0.005;

/** The values between which the scale runs: nearly the least and nearly the largest. */
export function scaleEnds(columns: readonly Float32Array[], symmetric: boolean) {
  const all = new Float32Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  const sorted = (symmetric ? all.map(Math.abs) : all).filter(Number.isFinite).sort();
  const n = sorted.length;
  if (n === 0) return { low: 0, high: 1, clipped: { low: false, high: false } };
  const least = sorted[0] ?? 0;
  const most = sorted[n - 1] ?? 0;
  const at99 = sorted[Math.ceil((n - 1) * (1 - TAIL))] ?? most;
  if (symmetric) {
    const end = at99 || 1;
    return { low: -end, high: end, clipped: { low: most > end, high: most > end } };
  }
  const at1 = sorted[Math.floor((n - 1) * TAIL)] ?? least;
  return { low: at1, high: at99, clipped: { low: least < at1, high: most > at99 } };
}

/** Band of each value on a scale from `low` to `high`. */
export function banded(values: Float32Array, low: number, high: number, bands = BANDS): Uint8Array {
  const scale = high > low ? bands / (high - low) : 0;
  const of = new Uint8Array(values.length);
  for (let i = 0; i < of.length; i += 1) {
    const band = Math.floor(((values[i] as number) - low) * scale);
    of[i] = band > 0 ? Math.min(bands - 1, band) : 0;
  }
  return of;
}

const FADES = 4;
/** How much of a point's colour is left where the axes hold nothing of it. */
const FAINTEST = 0.26;

/** Each colour in `FADES` strengths, the strongest for points that lie in what is seen. Opaque: see scene. */
function faded({ colors, of }: Paint, shares: Float32Array, background: string): Paint {
  const strengths = Array.from(
    { length: FADES },
    (_, i) => FAINTEST + ((1 - FAINTEST) * i) / (FADES - 1),
  );
  // By the square root, as lengths go: most shares are small.
  const level = banded(shares.map(Math.sqrt), 0, 1, FADES);
  return {
    colors: colors.flatMap((color) => strengths.map((by) => blend(color, background, by))),
    of: of.map((band, i) => band * FADES + (level[i] ?? 0)),
  };
}

/** The shades that a set has by itself, in the order of its points. */
export function ownPaint(set: SetName, n: number, theme: Theme): Paint {
  const palette = PALETTES[theme];
  const order = (bands: number) =>
    Uint8Array.from({ length: n }, (_, i) => Math.floor((i * bands) / n));
  switch (set) {
    case 'positions':
      return { colors: rampColors(palette.position), of: order(BANDS) };
    case 'tokens':
      return { colors: palette.token, of: order(palette.token.length) };
    case 'unembedding':
      return { colors: palette.unembedding, of: order(palette.unembedding.length) };
    case 'sums':
      return { colors: [palette.sums], of: new Uint8Array(n) };
  }
}

/** A ramp of stops as `BANDS` colours. */
function rampColors(stops: readonly (readonly [number, string])[]): string[] {
  return Array.from({ length: BANDS }, (_, band) => {
    const share = band / (BANDS - 1);
    const after = Math.max(
      1,
      stops.findIndex(([at]) => at >= share),
    );
    const [low, from] = stops[after - 1] ?? [0, '#000000'];
    const [high, to] = stops[after] ?? [1, from];
    return blend(to, from, high > low ? (share - low) / (high - low) : 0);
  });
}

const missing = (input: ColorInput, has: (set: SetName) => boolean): SetName[] =>
  SET_NAMES.filter((set) => input.counts[set] !== undefined && !has(set));

function classPaint({ classes, of }: Classes, theme: Theme): Paint {
  return { colors: classes.map((name) => CLASS_COLORS[theme][name]), of: Uint8Array.from(of) };
}

function keptIds({ classes, of }: Classes, hidden: readonly TokenClass[]): Uint32Array {
  const off = classes.map((name) => hidden.includes(name));
  const ids: number[] = [];
  for (const [id, index] of of.entries()) if (!off[index]) ids.push(id);
  return Uint32Array.from(ids);
}

function entriesOf(input: ColorInput): ClassEntry[] {
  const counts = new Map<TokenClass, number>();
  for (const index of input.classes?.of ?? []) {
    const name = input.classes?.classes[index];
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return TOKEN_CLASSES.filter((name) => counts.has(name)).map((name) => ({
    name,
    color: CLASS_COLORS[input.theme][name],
    n: counts.get(name) ?? 0,
    hidden: input.color.hidden.includes(name),
  }));
}

/** Legend and a colour for each point, before fading. */
function painted(input: ColorInput): { legend: Legend; paints: PerSet<Paint> | undefined } {
  const { color, theme, counts, values, classes } = input;
  const paints: PerSet<Paint> = {};
  const sets = SET_NAMES.filter((set) => counts[set] !== undefined);
  const neutral = (n: number): Paint => ({ colors: [NEUTRAL[theme]], of: new Uint8Array(n) });
  if (color.by === 'class' && classes) {
    const has = (set: SetName) => isTokens(set) && counts[set] === classes.of.length;
    for (const set of sets) {
      paints[set] = has(set) ? classPaint(classes, theme) : neutral(counts[set] ?? 0);
    }
    const without = missing(input, has);
    return { legend: { kind: 'classes', entries: entriesOf(input), without }, paints };
  }
  if (color.by === 'kind' || color.by === 'class' || !values) {
    return { legend: { kind: 'kind' }, paints: undefined };
  }
  const symmetric = color.by === 'cosine';
  const ramp = (symmetric ? DIVERGING : SEQUENTIAL)[theme];
  const columns = sets.flatMap((set) => values[set] ?? []);
  const { low, high, clipped } = scaleEnds(columns, symmetric);
  for (const set of sets) {
    const column = values[set];
    paints[set] = column
      ? { colors: ramp, of: banded(column, low, high) }
      : neutral(counts[set] ?? 0);
  }
  const legend: Legend = {
    kind: 'scale',
    by: color.by,
    component: color.component,
    ramp,
    low,
    high,
    clipped,
    without: missing(input, (set) => values[set] !== undefined),
  };
  return { legend, paints };
}

export function coloring(input: ColorInput): Coloring {
  const { color, theme, counts, classes, shares } = input;
  let { legend, paints } = painted(input);
  if (shares) {
    const fading: PerSet<Paint> = {};
    for (const set of SET_NAMES) {
      const n = counts[set];
      if (n === undefined) continue;
      const plain = paints?.[set] ?? ownPaint(set, n, theme);
      const share = shares[set];
      fading[set] = share ? faded(plain, share, PALETTES[theme].background) : plain;
    }
    paints = fading;
  }
  const kept: PerSet<Uint32Array> = {};
  if (color.hidden.length > 0 && classes) {
    const ids = keptIds(classes, color.hidden);
    for (const set of SET_NAMES) {
      if (isTokens(set) && counts[set] === classes.of.length) kept[set] = ids;
    }
  }
  return { paints, legend, kept };
}
