/** Scores against position: the mean over prompts, with how far prompts spread about it. */
import type { Data } from 'plotly.js/lib/core';
import type { Reading, Theme } from '../../api/types';
import type { ByPosition } from '../../data/residuals/byPosition';
import { STRINGS } from '../../strings';
import { axis, type Chart, inks, layout } from '../chart';
import { scoreText } from '../numbers';
import { PALETTES } from '../palette';

const t = STRINGS.residualsFigures.positions;
const MARGIN = 0.08;

/** Of the prompts' number there is only a strip below. */
const SPLIT = 0.16;
const GAP = 0.05;

interface Input {
  sums: ByPosition;
  name: string;
  reading: Reading;
  theme: Theme;
}

/** What positions from 1 on span: position 0 would leave them no height. */
export function span({ mean, deviation, low, high }: ByPosition): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = Math.min(1, mean.length - 1); at < mean.length; at += 1) {
    const [about, by] = [mean[at] as number, deviation[at] as number];
    least = Math.min(least, low[at] as number, about - by);
    most = Math.max(most, high[at] as number, about + by);
  }
  const pad = most > least ? (most - least) * MARGIN : 1;
  return [least - pad, most + pad];
}

/** Between two lines, in a shade. */
function between(x: number[], low: number[], high: number[], color: string): Data[] {
  const edge = { type: 'scatter', mode: 'lines', line: { width: 0 }, hoverinfo: 'skip', x };
  return [
    { ...edge, y: low },
    { ...edge, y: high, fill: 'tonexty', fillcolor: color },
  ] as unknown as Data[];
}

export function positionsChart({ sums, name, reading, theme }: Input): Chart {
  const ink = inks(theme, 'positions');
  const { n, mean, deviation, low, high } = sums;
  const [bottom, top] = span(sums);
  const all = Array.from(mean, (_, at) => at);
  const later = all.slice(1);
  const pick = (values: ArrayLike<number>) => later.map((at) => values[at] as number);
  const off = (sign: 1 | -1) => later.map((at) => (mean[at] ?? 0) + sign * (deviation[at] ?? 0));
  const zero = mean[0] ?? 0;
  const beyond = zero > top ? 'above' : zero < bottom ? 'below' : undefined;
  const shownZero = Math.min(top, Math.max(bottom, zero));
  const facts = (at: number) => [deviation[at], low[at], high[at], n[at]];
  const ends: [number, number] = [-0.02 * all.length, Math.max(1, all.length - 1) * 1.02];
  const most = Math.max(...n, 1);
  const text = STRINGS.residualsFigures.positions.readings[reading];
  const data = [
    ...between(later, pick(low), pick(high), `${ink.centered}22`),
    ...between(later, off(-1), off(1), `${ink.centered}40`),
    {
      type: 'scatter',
      mode: 'lines',
      x: later,
      y: pick(mean),
      line: { color: ink.centered, width: 2 },
      customdata: later.map(facts),
      hovertemplate: t.hover(text),
    },
    {
      type: 'scatter',
      mode: 'markers',
      x: [0],
      y: [shownZero],
      customdata: [facts(0)],
      marker: { color: ink.strong, size: 9, symbol: 'circle-open', line: { width: 2 } },
      hovertemplate: beyond ? `${t.zero(scoreText(zero), beyond)}<extra></extra>` : t.hover(text),
      cliponaxis: false,
    },
    {
      type: 'bar',
      x: all,
      y: Array.from(n),
      yaxis: 'y2',
      width: 1,
      marker: { color: ink.chance, opacity: 0.5, line: { width: 0 } },
      hovertemplate: t.hoverN,
    },
  ] as unknown as Data[];
  const usual = pick(mean);
  return {
    data,
    layout: layout(ink, {
      margin: { l: 58, r: 14, t: 12, b: 36 },
      xaxis: axis(ink, t.x, ends, { anchor: 'y2', nticks: 10 }),
      yaxis: axis(ink, text, [bottom, top], {
        domain: [SPLIT + GAP, 1],
        nticks: 7,
        zeroline: true,
        zerolinecolor: ink.faint,
        zerolinewidth: 1,
      }),
      yaxis2: axis(ink, t.n, [0, most * 1.1], { domain: [0, SPLIT], nticks: 2 }),
      annotations: [
        {
          // Where the bands are not, beside the circle's own end where it lies beyond.
          x: 0,
          y: beyond === 'above' ? top : bottom,
          bgcolor: PALETTES[theme].plate,
          borderpad: 2,
          text: t.zero(scoreText(zero), beyond),
          showarrow: false,
          xanchor: 'left',
          yanchor: beyond === 'above' ? 'top' : 'bottom',
          xshift: 8,
          font: { size: 11, color: ink.strong },
        },
      ],
    }),
    label: t.label(
      name,
      text,
      all.length - 1,
      scoreText(Math.min(...usual)),
      scoreText(Math.max(...usual)),
    ),
    table: {
      caption: t.caption(name),
      head: t.head,
      rows: all.map((at) => [
        at,
        ...[mean, deviation, low, high].map((values) => scoreText(values[at])),
        n[at] ?? 0,
      ]),
    },
  };
}
