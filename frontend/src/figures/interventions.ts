/** What a change does at each position: divergence and loss as small charts. */
import type { Data } from 'plotly.js/lib/core';
import type { AtPosition, Theme } from '../api/types';
import { STRINGS } from '../strings';
import { axis, type Chart, type Inks, inks, layout } from './chart';
import { DIVERGING } from './ramps';
import { figures3 } from './rowNorms';

const { interventions: text } = STRINGS;

/** Untouched and changed: the two ends of the diverging scale, wherever both are drawn. */
export const beforeAfter = (theme: Theme): [string, string] => [
  DIVERGING[theme][0] ?? '',
  DIVERGING[theme].at(-1) ?? '',
];

const ends = (n: number): [number, number] => [-0.5, Math.max(0.5, n - 0.5)];

function line(x: readonly number[], y: readonly (number | null)[], color: string): Data {
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x,
    y,
    line: { color, width: 1.5 },
    marker: { color, size: 5 },
    hovertemplate: text.hover.kl,
  } as unknown as Data;
}

/** The chosen position, as a line from top to bottom. */
const chosen = (ink: Inks, position: number) => ({
  type: 'line',
  yref: 'paper',
  x0: position,
  x1: position,
  y0: 0,
  y1: 1,
  line: { color: ink.faint, width: 1, dash: 'dot' },
});

const top = (values: readonly number[]) => Math.max(1e-6, ...values) * 1.1;

export function klChart(positions: readonly AtPosition[], at: number, theme: Theme): Chart {
  const ink = inks(theme, 'tokens');
  const x = positions.map((_, position) => position);
  const kl = positions.map((each) => each.kl);
  const most = kl.indexOf(Math.max(...kl));
  return {
    data: [
      {
        type: 'bar',
        x,
        y: kl,
        marker: { color: beforeAfter(theme)[1] },
        hovertemplate: text.hover.kl,
      } as unknown as Data,
    ],
    layout: layout(ink, {
      bargap: 0.25,
      xaxis: axis(ink, text.positionAxis, ends(x.length)),
      yaxis: axis(ink, text.klAxis, [0, top(kl)]),
      shapes: [chosen(ink, at)],
    }),
    label: text.klLabel(figures3(kl[most] ?? 0), String(most)),
    table: {
      caption: text.kl,
      head: text.tableHead.kl,
      rows: x.map((position) => [position, figures3(kl[position] ?? 0)]),
    },
  };
}

export function lossChart(
  positions: readonly AtPosition[],
  means: { before: string; after: string },
  at: number,
  theme: Theme,
): Chart {
  const ink = inks(theme, 'tokens');
  const [before, after] = beforeAfter(theme);
  const x = positions.map((_, position) => position);
  const untouched = positions.map(({ loss_before }) => loss_before);
  const changed = positions.map(({ loss_after }) => loss_after);
  const losses = [...untouched, ...changed].filter((loss) => loss !== null);
  return {
    data: [line(x, untouched, before), line(x, changed, after)],
    layout: layout(ink, {
      xaxis: axis(ink, text.positionAxis, ends(x.length)),
      yaxis: axis(ink, text.klAxis, [0, top(losses)]),
      shapes: [chosen(ink, at)],
    }),
    label: text.lossLabel(means.before, means.after),
    table: {
      caption: text.loss,
      head: text.tableHead.loss,
      rows: x.map((position) => [
        position,
        figures3(untouched[position] ?? Number.NaN),
        figures3(changed[position] ?? Number.NaN),
      ]),
    },
  };
}
