/** How the scores of tokens are spread. */
import type { Data } from 'plotly.js/lib/core';
import type { Theme } from '../../api/types';
import type { Histogram } from '../../data/residuals/extremes';
import { STRINGS } from '../../strings';
import { axis, type Chart, inks, layout } from '../chart';
import { scoreText } from '../numbers';
import { count } from '../shares';
import { bandColor } from './scale';

const t = STRINGS.residualsFigures.extremes.histogram;

interface Input {
  spread: Histogram;
  mean: number;
  /** What the colours of the prompts end at. */
  range: number;
  title: string;
  theme: Theme;
}

/** Bars have the colours that the prompts have for these scores. */
export function scoreHistogram({ spread, mean, range, title, theme }: Input): Chart {
  const ink = inks(theme, 'tokens');
  const { low, width, counts } = spread;
  const middles = counts.map((_, bin) => low + (bin + 0.5) * width);
  const edges = counts.map((_, bin) => [
    scoreText(low + bin * width),
    scoreText(low + (bin + 1) * width),
  ]);
  const high = low + counts.length * width;
  const n = counts.reduce((sum, each) => sum + each, 0);
  return {
    data: [
      {
        type: 'bar',
        x: middles,
        y: counts,
        width,
        marker: {
          color: middles.map((value) => bandColor(value, range, theme)),
          line: { width: 0 },
        },
        customdata: edges,
        hovertemplate: t.hover,
      } as unknown as Data,
    ],
    layout: layout(ink, {
      bargap: 0,
      xaxis: axis(ink, title, [low, high]),
      yaxis: axis(ink, t.y, [0, Math.max(...counts, 1) * 1.06], { nticks: 4 }),
      shapes: [
        {
          type: 'line',
          x0: mean,
          x1: mean,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { color: ink.strong, width: 1, dash: 'dot' },
        },
      ],
    }),
    label: t.label(count(n), scoreText(low), scoreText(high), scoreText(mean)),
    table: {
      caption: t.caption,
      head: t.head,
      rows: counts.map((each, bin) => [(edges[bin] ?? []).join(' – '), count(each)]),
    },
  };
}
