/** How the variance falls off along a basis, beside rows with no preferred direction. */
import type { Data } from 'plotly.js/lib/core';
import type { Axes, BasisOut, Theme } from '../api/types';
import { isotropicShares } from '../data/chance';
import { AXIS_NAMES, isDirection } from '../state/view';
import { STRINGS } from '../strings';
import { axis, type Chart, inks, layout, percentAxis } from './chart';
import { percent } from './shares';

/** More components than this are a line of bars too thin to see. */
const MOST = 96;
const FEW = 20;

/** Rows were written about their mean where they were centred, which takes one of them. */
export const chanceShares = (basis: BasisOut, count: number): number[] =>
  isotropicShares(basis.n_rows, basis.d, count, basis.centered);

const running = (values: readonly number[]): number[] => {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return Math.min(1, sum);
  });
};

export function screeChart(basis: BasisOut, axes: Axes, k: number, theme: Theme): Chart {
  const ink = inks(theme, basis.fitted_on);
  const text = STRINGS.measures.scree;
  const onAxes = AXIS_NAMES.map((name) => axes[name]).filter((each) => !isDirection(each));
  const shown = Math.min(MOST, basis.n_components, Math.max(FEW, k, ...onAxes));
  const shares = basis.variance_shares.slice(0, shown);
  const sums = running(shares);
  const chance = running(chanceShares(basis, shown));
  const components = shares.map((_, i) => i + 1);
  const letters = (component: number) =>
    AXIS_NAMES.filter((name) => axes[name] === component).join('');
  const chosen = components.filter((component) => letters(component) !== '');
  return {
    data: [
      {
        type: 'bar',
        x: components,
        y: shares,
        width: 0.7,
        marker: {
          color: components.map((each) => (letters(each) === '' ? ink.raw : ink.centered)),
        },
        hovertemplate: text.hoverShare,
      } as unknown as Data,
      {
        type: 'scatter',
        mode: 'lines',
        x: components,
        y: sums,
        line: { color: ink.strong, width: 1.6 },
        hovertemplate: text.hoverSum,
      } as Data,
      {
        type: 'scatter',
        mode: 'lines',
        x: components,
        y: chance,
        line: { color: ink.chance, width: 1.2, dash: 'dot' },
        hovertemplate: text.hoverChance,
      } as Data,
    ],
    layout: layout(ink, {
      xaxis: axis(ink, text.axis, [0.5, shown + 0.5]),
      yaxis: percentAxis(ink, '', [0, 1.06], { nticks: 4 }),
      annotations: chosen.map((component) => ({
        x: component,
        y: shares[component - 1] ?? 0,
        text: letters(component),
        showarrow: false,
        yshift: 8,
        font: { size: 11, color: ink.strong },
      })),
      shapes: [
        {
          type: 'line',
          x0: k,
          x1: k,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { color: ink.faint, width: 1, dash: 'dash' },
        },
      ],
    }),
    label: text.label(shown, k, percent(sums[k - 1] ?? 0), percent(chance[k - 1] ?? 0)),
    table: {
      caption: text.caption,
      head: text.head,
      rows: components.map((component, i) => [
        component + (letters(component) && ` (${letters(component)})`),
        percent(shares[i] ?? 0),
        percent(sums[i] ?? 0),
        percent(chance[i] ?? 0),
      ]),
    },
  };
}
