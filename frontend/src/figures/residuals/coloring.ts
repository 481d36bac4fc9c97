/** What colours tell of residuals in the scatter: a colour for each row, and a legend. */
import type { ClassesOut, ResidualColor, Theme, TokenClass } from '../../api/types';
import { positionsIn, rowsOf } from '../../data/residuals/rows';
import { TOKEN_CLASSES } from '../../state/view';
import { banded, type Paint } from '../coloring';
import { blend, hex, oklch } from '../oklab';
import { PALETTES } from '../palette';
import { CLASS_COLORS, NEUTRAL, SEQUENTIAL } from '../ramps';
import { scorePaint } from './scale';

export type RowLegend =
  | {
      kind: 'scale';
      by: 'direction' | 'position';
      ramp: readonly string[];
      low: number;
      high: number;
      clipped: boolean;
    }
  | { kind: 'classes'; entries: { name: TokenClass; color: string; n: number }[] }
  | { kind: 'prompts'; colors: readonly string[]; followed: boolean };

export interface RowColoring {
  paint: Paint;
  legend: RowLegend;
}

interface Input {
  by: ResidualColor;
  theme: Theme;
  offsets: readonly number[];
  ids: readonly number[];
  /** The current direction's, and what their scale ends at. */
  values: Float32Array;
  range: number;
  classes: ClassesOut | undefined;
  /** The prompt that is followed: it keeps its colour, and the others give way. */
  prompt?: number | undefined;
}

/** As many as can still be told apart side by side. */
export const PROMPT_COLORS = 24;
/** How much of its colour a prompt keeps beside the one that is followed. */
const FAINT = 0.22;
/** Neighbours in the order differ most: hues a golden section of the circle apart. */
const GOLDEN = 137.508;

const promptColors = (theme: Theme): string[] =>
  Array.from({ length: PROMPT_COLORS }, (_, i) => {
    const [light, dark] = theme === 'dark' ? [0.82, 0.66] : [0.6, 0.42];
    return hex(oklch(i % 2 === 0 ? light : dark, 0.16, i * GOLDEN));
  });

export const PROMPTS: Record<Theme, readonly string[]> = {
  dark: promptColors('dark'),
  light: promptColors('light'),
};

function byDirection({ values, range, theme }: Input): RowColoring {
  const paint = scorePaint(values, range, theme);
  const clipped = values.some((value) => Math.abs(value) > range);
  const ramp = paint.colors;
  return {
    paint,
    legend: { kind: 'scale', by: 'direction', ramp, low: -range, high: range, clipped },
  };
}

function inOrder({ offsets, theme }: Input): RowColoring {
  const positions = Float32Array.from(positionsIn(offsets));
  const high = positions.reduce((most, each) => Math.max(most, each), 0);
  const ramp = SEQUENTIAL[theme];
  return {
    paint: { colors: ramp, of: banded(positions, 0, Math.max(1, high)) },
    legend: { kind: 'scale', by: 'position', ramp, low: 0, high, clipped: false },
  };
}

function byClass({ ids, theme, classes }: Input): RowColoring {
  const none = TOKEN_CLASSES.length;
  const colors = [...TOKEN_CLASSES.map((name) => CLASS_COLORS[theme][name]), NEUTRAL[theme]];
  const places = (classes?.classes ?? []).map((name) => TOKEN_CLASSES.indexOf(name));
  const of = Uint8Array.from(ids, (id) => places[classes?.of[id] ?? -1] ?? none);
  const counts = new Uint32Array(none + 1);
  for (const place of of) counts[place] = (counts[place] ?? 0) + 1;
  const entries = TOKEN_CLASSES.flatMap((name, place) => {
    const n = counts[place] ?? 0;
    return n > 0 ? [{ name, color: CLASS_COLORS[theme][name], n }] : [];
  });
  return { paint: { colors, of }, legend: { kind: 'classes', entries } };
}

function byPrompt({ offsets, ids, theme, prompt: followed }: Input): RowColoring {
  const of = new Uint8Array(ids.length);
  for (let prompt = 0; prompt + 1 < offsets.length; prompt += 1) {
    of.fill(prompt % PROMPT_COLORS, offsets[prompt], offsets[prompt + 1]);
  }
  const colors = PROMPTS[theme];
  const legend: RowLegend = { kind: 'prompts', colors, followed: followed !== undefined };
  if (followed === undefined) return { paint: { colors, of }, legend };
  const [first, end] = rowsOf(offsets, followed);
  const own = of[first] ?? 0;
  const { background } = PALETTES[theme];
  const faint = colors.map((color, i) => (i === own ? color : blend(color, background, FAINT)));
  // Others of the same colour give way too.
  const aside = blend(colors[own] ?? background, background, FAINT);
  const others = of.map((place, row) =>
    place === own && (row < first || row >= end) ? PROMPT_COLORS : place,
  );
  return { paint: { colors: [...faint, aside], of: others }, legend };
}

export function rowColoring(input: Input): RowColoring {
  switch (input.by) {
    case 'direction':
      return byDirection(input);
    case 'position':
      return inOrder(input);
    case 'token':
      return byClass(input);
    case 'prompt':
      return byPrompt(input);
  }
}
