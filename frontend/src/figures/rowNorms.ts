/** How long the rows of the positions are, beside the tokens. */
import type { Data } from 'plotly.js/lib/core';
import type { Theme } from '../api/types';
import type { Matrix } from '../data/npy';
import type { Spread } from '../data/pointShares';
import { STRINGS } from '../strings';
import { axis, type Chart, inks, layout } from './chart';

/** Lengths about the origin: the third column of what the server sends, squared there. */
export function lengths(norms: Matrix): Float64Array {
  const { rows, values } = norms;
  return Float64Array.from(values.subarray(2 * rows, 3 * rows), Math.sqrt);
}

/** Three figures. */
export const figures3 = (value: number): string =>
  Number.isFinite(value) ? Number(value.toPrecision(3)).toLocaleString('en-US') : '–';

export function rowNormsChart(
  norms: Float64Array,
  tokens: Spread | undefined,
  theme: Theme,
): Chart {
  const ink = inks(theme, 'positions');
  const red = inks(theme, 'tokens');
  const text = STRINGS.measures.norms;
  const positions = Array.from(norms, (_, i) => i);
  const top = Math.max(...norms, tokens?.high ?? 0) * 1.08;
  const ends: [number, number] = [-0.02 * norms.length, Math.max(1, norms.length - 1) * 1.02];
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: positions,
        y: norms,
        line: { color: ink.centered, width: 1.5 },
        hovertemplate: text.hover,
      } as unknown as Data,
      {
        type: 'scatter',
        mode: 'markers',
        x: [0],
        y: [norms[0]],
        marker: { color: ink.strong, size: 8, symbol: 'circle-open', line: { width: 2 } },
        hovertemplate: text.hover,
      } as unknown as Data,
    ],
    layout: layout(ink, {
      xaxis: axis(ink, text.axis, ends),
      yaxis: axis(ink, text.length, [0, top]),
      shapes: tokens
        ? [
            {
              type: 'rect',
              xref: 'paper',
              x0: 0,
              x1: 1,
              y0: tokens.low,
              y1: tokens.high,
              line: { width: 0 },
              fillcolor: red.centered,
              opacity: 0.16,
              layer: 'below',
            },
            {
              type: 'line',
              xref: 'paper',
              x0: 0,
              x1: 1,
              y0: tokens.median,
              y1: tokens.median,
              line: { color: red.centered, width: 1.4, dash: 'dash' },
            },
          ]
        : [],
    }),
    label: text.label(norms.length, figures3(norms[0] ?? Number.NaN)),
    table: {
      caption: text.caption,
      head: text.head,
      rows: positions.map((position) => [position, figures3(norms[position] ?? Number.NaN)]),
    },
  };
}
