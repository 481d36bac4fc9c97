/** What the small charts have in common: colours, margins, and the numbers as a table. */
import type { Data, Layout } from 'plotly.js/lib/core';
import type { Theme } from '../api/types';
import { isPositions } from '../state/positions';
import { PALETTES } from './palette';

export interface Table {
  caption: string;
  head: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** A small chart: what plotly draws, what it says in a sentence, and its numbers. */
export interface Chart {
  data: Data[];
  layout: Partial<Layout>;
  /** For those who do not see it. */
  label: string;
  table: Table;
}

export interface Inks {
  strong: string;
  text: string;
  faint: string;
  grid: string;
  /** What was measured, about the mean and about the origin. */
  centered: string;
  raw: string;
  chance: string;
  band: string;
  card: string;
}

/** The measured set keeps its colour: tokens are red here too. */
export function inks(theme: Theme, set: string): Inks {
  const palette = PALETTES[theme];
  const dark = theme === 'dark';
  const [centered, raw] =
    set === 'tokens'
      ? [palette.token[2] ?? '', dark ? '#ffb3ad' : '#e8827f']
      : isPositions(set)
        ? [palette.position[1]?.[1] ?? '', dark ? '#a5d3fa' : '#6aa5e0']
        : [palette.unembedding[1] ?? '', palette.unembedding[dark ? 0 : 3] ?? ''];
  return {
    strong: palette.mark,
    text: palette.ink,
    faint: palette.faint,
    grid: palette.grid,
    centered,
    raw,
    chance: dark ? '#98a1b3' : '#5b6474',
    band: dark ? 'rgba(152,161,179,0.2)' : 'rgba(91,100,116,0.16)',
    card: dark ? '#191d27' : '#ffffff',
  };
}

/** Left and right are fixed, so that a place on a chart is a number without asking plotly. */
export const MARGIN = { l: 46, r: 10, t: 8, b: 34 } as const;

export function axis(
  ink: Inks,
  title: string,
  range: readonly [number, number],
  more: object = {},
) {
  return {
    title: { text: title, font: { size: 11, color: ink.text }, standoff: 4 },
    range: [...range],
    autorange: false,
    fixedrange: true,
    tickfont: { size: 10, color: ink.faint },
    gridcolor: ink.grid,
    linecolor: ink.grid,
    zeroline: false,
    nticks: 5,
    ...more,
  };
}

export const percentAxis = (
  ink: Inks,
  title: string,
  range: readonly [number, number],
  more: object = {},
) => axis(ink, title, range, { tickformat: range[1] < 0.05 ? '.1%' : '.0%', ...more });

export function layout(ink: Inks, rest: object): Partial<Layout> {
  return {
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    margin: { ...MARGIN },
    autosize: true,
    showlegend: false,
    dragmode: false,
    hovermode: 'closest',
    font: { family: 'ui-sans-serif, system-ui, sans-serif', size: 11, color: ink.text },
    hoverlabel: {
      bgcolor: ink.card,
      bordercolor: ink.grid,
      font: { size: 11.5, color: ink.strong },
    },
    ...rest,
  } as unknown as Partial<Layout>;
}

/** Between two lines over the same x: where 90 % of what chance gives lies. */
export function band(
  ink: Inks,
  x: readonly number[],
  low: readonly number[],
  high: readonly number[],
  more: object = {},
): Data[] {
  const edge = { type: 'scatter', mode: 'lines', line: { width: 0 }, hoverinfo: 'skip', x };
  return [
    { ...edge, y: low, ...more },
    { ...edge, y: high, fill: 'tonexty', fillcolor: ink.band, ...more },
  ] as unknown as Data[];
}

/** The number that a place on the chart stands for, by the layout's own margins and range. */
export function numberAt(chart: Pick<Chart, 'layout'>, place: number, width: number): number {
  const { margin, xaxis } = chart.layout;
  const [low = 0, high = 1] = (xaxis?.range ?? []) as number[];
  const { l = 0, r = 0 } = margin ?? {};
  const part = (place - l) / Math.max(1, width - l - r);
  return low + Math.min(1, Math.max(0, part)) * (high - low);
}
