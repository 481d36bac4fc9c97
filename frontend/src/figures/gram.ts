/** Cosines of positions with each other as a heat map, coloured from the middle outwards. */
import type { Data } from 'plotly.js/lib/core';
import type { Theme } from '../api/types';
import type { Matrix } from '../data/npy';
import { STRINGS } from '../strings';
import { axis, type Chart, inks, layout } from './chart';

/** Every how many-th row came back, of `n` rows with at most `size` asked for: as the server skips them. */
export const strideOf = (n: number, size: number): number => Math.max(1, Math.ceil(n / size));

/** Brown to green-blue, dark or light in the middle: told apart by the colour-blind (after ColorBrewer's BrBG). */
const SCALES: Record<Theme, readonly (readonly [number, string])[]> = {
  dark: [
    [0, '#ffb454'],
    [0.25, '#9c5d14'],
    [0.5, '#12151c'],
    [0.75, '#12706c'],
    [1, '#6ff0e0'],
  ],
  light: [
    [0, '#8a4b00'],
    [0.25, '#dfa65b'],
    [0.5, '#f7f8fa'],
    [0.75, '#5bb5ac'],
    [1, '#00524a'],
  ],
};

export const cosineText = (value: number): string => value.toFixed(3).replace('-', '−');

/** Rows of the server's square, column-major; it is its own transpose. */
export const rowsOf = ({ rows, values }: Matrix): Float32Array[] =>
  Array.from({ length: rows }, (_, i) => values.subarray(i * rows, (i + 1) * rows));

const TABLE = 12;

export function gramChart(matrix: Matrix, stride: number, range: number, theme: Theme): Chart {
  const ink = inks(theme, 'positions');
  const text = STRINGS.flat.gram;
  const places = Array.from({ length: matrix.rows }, (_, i) => i * stride);
  const z = rowsOf(matrix);
  let low = 1;
  let high = -1;
  for (const value of matrix.values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const last = places.at(-1) ?? 0;
  const ends: [number, number] = [-0.5 * stride, last + 0.5 * stride];
  const thin = Math.max(1, Math.ceil(matrix.rows / TABLE));
  const kept = places.map((_, i) => i).filter((i) => i % thin === 0);
  return {
    data: [
      {
        type: 'heatmap',
        x: places,
        y: places,
        z,
        zmin: -1,
        zmax: 1,
        zsmooth: false,
        colorscale: SCALES[theme],
        hovertemplate: text.hover,
        colorbar: {
          title: { text: text.cosine, font: { size: 11, color: ink.text } },
          tickvals: [-1, -0.5, -range, range, 0.5, 1],
          ticktext: ['−1', '−0.5', `−${range.toFixed(2)}`, range.toFixed(2), '0.5', '1'],
          tickfont: { size: 10, color: ink.faint },
          ticks: 'outside',
          tickcolor: ink.strong,
          outlinewidth: 0,
          thickness: 10,
          len: 0.9,
          xpad: 6,
        },
      } as unknown as Data,
    ],
    layout: layout(ink, {
      margin: { l: 52, r: 10, t: 10, b: 40 },
      xaxis: axis(ink, text.axis, ends, { showgrid: false, constrain: 'domain' }),
      // Position 0 at the top, as a matrix is written; one cell is square.
      yaxis: axis(ink, text.axis, [ends[1], ends[0]], {
        showgrid: false,
        scaleanchor: 'x',
        constrain: 'domain',
      }),
    }),
    label: text.label(matrix.rows, cosineText(low), cosineText(high)),
    table: {
      caption: text.table(thin * stride),
      head: ['', ...kept.map((i) => String(places[i]))],
      rows: kept.map((i) => [
        places[i] ?? 0,
        ...kept.map((j) => cosineText(z[i]?.[j] ?? Number.NaN)),
      ]),
    },
  };
}
