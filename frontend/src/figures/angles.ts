/** Principal angles between the first k components of two bases. */
import type { Data } from 'plotly.js/lib/core';
import type { SubspaceOut, Theme } from '../api/types';
import { STRINGS } from '../strings';
import { axis, type Chart, inks, layout } from './chart';
import { type Verdict, verdict } from './concentration';

export interface Angles {
  /** How many components of each; not more than were measured. */
  k: number;
  angles: readonly number[];
  low: number;
  high: number;
  /** Of the smallest angle: below chance is nearer than chance. */
  verdict: Verdict;
}

export function anglesAt(subspace: SubspaceOut, k: number): Angles | undefined {
  const used = Math.min(k, subspace.angles.length);
  const angles = subspace.angles[used - 1];
  const [low, high] = [subspace.angles_low[used - 1], subspace.angles_high[used - 1]];
  const smallest = angles?.[0];
  if (!angles || smallest === undefined || low === undefined || high === undefined) {
    return undefined;
  }
  return { k: used, angles, low, high, verdict: verdict(smallest, low, high) };
}

export const degrees = (angle: number): string => `${angle.toFixed(1)}°`;

export function anglesChart({ angles, low, high, k }: Angles, set: string, theme: Theme): Chart {
  const ink = inks(theme, set);
  const text = STRINGS.measures.angles;
  const order = angles.map((_, i) => i + 1);
  return {
    data: [
      {
        type: 'bar',
        x: order,
        y: angles,
        width: 0.62,
        marker: { color: order.map((each) => (each === 1 ? ink.centered : ink.raw)) },
        hovertemplate: text.hover,
      } as unknown as Data,
    ],
    layout: layout(ink, {
      xaxis: axis(ink, text.axis, [0.5, Math.max(1, k) + 0.5], { dtick: k > 8 ? 2 : 1 }),
      yaxis: axis(ink, '', [0, 93], { tickvals: [0, 30, 60, 90], ticksuffix: '°' }),
      shapes: [
        // The range is the first angle's alone: it stands at the first bar.
        {
          type: 'rect',
          x0: 0.5,
          x1: 1.5,
          y0: low,
          y1: high,
          line: { width: 1, color: ink.chance, dash: 'dot' },
          fillcolor: ink.band,
        },
      ],
    }),
    label: text.label(k, degrees(angles[0] ?? 0), degrees(low), degrees(high)),
    table: {
      caption: text.caption(k),
      head: text.head,
      rows: angles.map((angle, i) => [i + 1, degrees(angle)]),
    },
  };
}
