/** The share of each point inside the first k components, as a histogram beside random directions. */
import type { Data } from 'plotly.js/lib/core';
import type { Theme } from '../api/types';
import { chanceCounts } from '../data/chance';
import { histogram, type Spread } from '../data/pointShares';
import { STRINGS } from '../strings';
import { axis, type Chart, inks, layout, percentAxis } from './chart';
import { count, percent } from './shares';

const BINS = 40;

interface Input {
  set: string;
  shares: Float64Array;
  spread: Spread;
  k: number;
  d: number;
  /** 5 % and 95 % of one random direction's share. */
  low: number;
  high: number;
  theme: Theme;
}

/** Up to a round number that holds every share and the range of chance. */
export function roundEnd(shares: ArrayLike<number>, high: number): number {
  let most = high;
  for (let i = 0; i < shares.length; i += 1) {
    const share = shares[i] as number;
    if (share > most) most = share;
  }
  const scale = 10 ** Math.floor(Math.log10(Math.max(most, 1e-6)));
  return Math.min(1, Math.ceil((most / scale) * 5) * (scale / 5));
}

export function pointHistogram({ set, shares, spread, k, d, low, high, theme }: Input): Chart {
  const ink = inks(theme, set);
  const text = STRINGS.measures.points;
  const rows = STRINGS.find.sets(set);
  const end = roundEnd(shares, high);
  const edges = Array.from({ length: BINS + 1 }, (_, i) => (end * i) / BINS);
  const middles = edges.slice(1).map((edge) => edge - end / BINS / 2);
  const counts = histogram(shares, end, BINS);
  const chance = chanceCounts(k, d, edges, spread.n);
  const data: Data[] = [
    {
      type: 'bar',
      x: middles,
      y: counts,
      width: end / BINS,
      marker: { color: ink.centered, line: { width: 0 } },
      customdata: edges.slice(1).map((edge, i) => [percent(edges[i] ?? 0), percent(edge)]),
      hovertemplate: text.hover,
    } as unknown as Data,
  ];
  if (chance) {
    data.push({
      type: 'scatter',
      mode: 'lines',
      x: middles,
      y: chance,
      line: { color: ink.chance, width: 1.4, shape: 'hvh', dash: 'dot' },
      hoverinfo: 'skip',
    } as Data);
  }
  // One bin of a narrow chance curve may tower over everything; the bars are what is read.
  const top = Math.max(
    ...counts,
    Math.min(Math.max(...(chance ?? [0])), 1.6 * Math.max(...counts)),
  );
  const line = (x: number, color: string) => ({
    type: 'line',
    x0: x,
    x1: x,
    yref: 'paper',
    y0: 0,
    y1: 1,
    line: { color, width: 1 },
  });
  return {
    data,
    layout: layout(ink, {
      bargap: 0,
      xaxis: percentAxis(ink, text.axis(k), [0, end]),
      yaxis: axis(ink, rows, [0, top * 1.05], { nticks: 4 }),
      shapes: [
        {
          type: 'rect',
          x0: low,
          x1: high,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { width: 0 },
          fillcolor: ink.band,
          layer: 'below',
        },
        line(spread.mean, ink.strong),
      ],
    }),
    label: text.label(rows, k, percent(spread.mean), percent(low), percent(high)),
    table: {
      caption: text.caption(rows),
      head: text.head,
      rows: counts.map((n, i) => [
        `${percent(edges[i] ?? 0)} – ${percent(edges[i + 1] ?? 0)}`,
        count(n),
        chance ? count(Math.round(chance[i] ?? 0)) : '–',
      ]),
    },
  };
}
