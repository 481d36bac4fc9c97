/** The share of a point set inside the first k components, against k and against chance. */
import type { Data } from 'plotly.js/lib/core';
import type { SubspaceOut, Theme } from '../api/types';
import { STRINGS } from '../strings';
import { axis, band, type Chart, inks, layout, MARGIN, percentAxis } from './chart';
import { percent } from './shares';

export type Verdict = 'above' | 'at' | 'below';

/** A share within what 90 % of random subspaces hold is at chance. */
export function verdict(share: number, low: number, high: number): Verdict {
  if (share < low) return 'below';
  return share > high ? 'above' : 'at';
}

export interface Reading {
  share: number;
  low: number;
  high: number;
  chance: number;
  verdict: Verdict;
}

export type Kind = 'centered' | 'raw';
export const KINDS = ['centered', 'raw'] as const satisfies readonly Kind[];

export function reading(subspace: SubspaceOut, kind: Kind, k: number): Reading | undefined {
  const { share, low, high } = subspace[kind];
  const [at, from, to, chance] = [share[k - 1], low[k - 1], high[k - 1], subspace.chance[k - 1]];
  if (at === undefined || from === undefined || to === undefined || chance === undefined) {
    return undefined;
  }
  return { share: at, low: from, high: to, chance, verdict: verdict(at, from, to) };
}

const GAP = 0.07;

/** Two panels on one axis of k: about the mean above, about the origin below; each with its own chance. */
export function concentrationChart(subspace: SubspaceOut, k: number, theme: Theme): Chart {
  const ink = inks(theme, subspace.point_set);
  const text = STRINGS.measures.concentration;
  const ks = subspace.chance.map((_, index) => index + 1);
  const data: Data[] = [];
  const axes: Record<string, object> = {};
  for (const [panel, kind] of KINDS.entries()) {
    const { share, low, high } = subspace[kind];
    const suffix = panel === 0 ? '' : '2';
    const place = { yaxis: `y${suffix}` };
    const top = Math.max(...share, ...high, 0.001) * 1.06;
    data.push(
      ...band(ink, ks, low, high, place),
      {
        type: 'scatter',
        mode: 'lines',
        x: ks,
        y: subspace.chance,
        line: { color: ink.chance, width: 1.2, dash: 'dot' },
        hoverinfo: 'skip',
        ...place,
      } as Data,
      {
        type: 'scatter',
        mode: 'lines',
        x: ks,
        y: share,
        name: kind,
        line: { color: ink[kind], width: 1.8 },
        customdata: ks.map((_, i) => [low[i], high[i], subspace.chance[i]]),
        hovertemplate: text.hover,
        ...place,
      } as unknown as Data,
      {
        type: 'scatter',
        mode: 'markers',
        x: [k],
        y: [share[k - 1]],
        marker: { color: ink[kind], size: 9, line: { color: ink.card, width: 1.5 } },
        hoverinfo: 'skip',
        ...place,
      } as unknown as Data,
    );
    const domain = panel === 0 ? [0.5 + GAP / 2, 1] : [0, 0.5 - GAP / 2];
    axes[`yaxis${suffix}`] = percentAxis(ink, text[kind], [0, top], { domain, nticks: 4 });
  }
  const ends: [number, number] = [0.5, Math.max(1.5, ks.length + 0.5)];
  return {
    data,
    layout: layout(ink, {
      margin: { ...MARGIN, l: 52 },
      xaxis: axis(ink, text.axis, ends, { anchor: 'y2' }),
      ...axes,
      shapes: [
        {
          type: 'line',
          x0: k,
          x1: k,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { color: ink.strong, width: 1 },
        },
      ],
    }),
    label: text.label(STRINGS.find.sets(subspace.point_set), k),
    table: {
      caption: text.caption(STRINGS.find.sets(subspace.point_set)),
      head: text.head,
      rows: ks.map((each, i) => [
        each,
        percent(subspace.chance[i] ?? 0),
        ...KINDS.flatMap((kind) => {
          const { share, low, high } = subspace[kind];
          return [share, low, high].map((values) => percent(values[i] ?? 0));
        }),
      ]),
    },
  };
}
