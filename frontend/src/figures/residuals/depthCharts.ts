/** A direction through the depth, and what residuals are made of at each stop. */
import type { Data } from 'plotly.js/lib/core';
import type { DepthStop, SiteOut } from '../../api/types';
import { STRINGS } from '../../strings';
import { axis, band, type Chart, percentAxis } from '../chart';
import { scoreText } from '../numbers';
import { figures3 } from '../rowNorms';
import { count, percent } from '../shares';
import { type DepthInput, depthInks, depthLayout, partColors } from './depth';

const t = STRINGS.residualsFigures.depth;

const line = (x: number[], y: (number | null)[], color: string, more: object): Data =>
  ({
    type: 'scatter',
    mode: 'lines+markers',
    x,
    y,
    line: { color, width: 1.8 },
    marker: { color, size: 6 },
    connectgaps: false,
    ...more,
  }) as unknown as Data;

/** The direction's share of the variance beside what random directions have there. */
export function shareChart(
  input: DepthInput & { followed: readonly DepthStop[]; name: string },
): Chart {
  const { followed, name, theme } = input;
  const ink = depthInks(theme);
  const x = followed.map((_, i) => i);
  const shares = followed.map(({ share }) => share);
  const low = followed.map(({ chance_low }) => chance_low);
  const high = followed.map(({ chance_high }) => chance_high);
  const top = Math.max(...shares, ...high, 1e-6) * 1.1;
  const most = followed.reduce<DepthStop | undefined>(
    (best, stop) => (best && best.share >= stop.share ? best : stop),
    undefined,
  );
  const [first, last] = [followed[0], followed.at(-1)];
  return {
    data: [
      ...band(ink, x, low, high),
      line(x, shares, ink.centered, {
        customdata: followed.map((stop) => [
          stop.site,
          percent(stop.share),
          percent(stop.chance_low),
          percent(stop.chance_high),
          figures3(stop.variance),
          scoreText(stop.mean),
        ]),
        hovertemplate: t.share.hover,
      }),
    ],
    layout: depthLayout(input, percentAxis(ink, t.share.y, [0, top])),
    label: t.share.label(
      name,
      percent(first?.share ?? 0),
      percent(last?.share ?? 0),
      most?.site ?? '',
    ),
    table: {
      caption: t.share.caption(name),
      head: t.share.head,
      rows: followed.map((stop) => [
        stop.site,
        percent(stop.share),
        percent(stop.chance_low),
        percent(stop.chance_high),
        figures3(stop.variance),
        scoreText(stop.mean),
      ]),
    },
  };
}

export const PART_NAMES = ['mean', 'position', 'context', 'rest'] as const;

interface Sites extends DepthInput {
  sites: readonly SiteOut[];
}

const none = '–';

/** Mean, position, context and rest, one upon the other. */
export function partsChart(input: Sites): Chart {
  const { sites, stops, theme } = input;
  const colors = partColors(theme);
  const ink = depthInks(theme);
  return {
    data: PART_NAMES.map(
      (part) =>
        ({
          type: 'bar',
          x: sites.map((_, i) => i),
          y: sites.map(({ decomposition }) => decomposition?.[part] ?? null),
          name: t.parts.names[part],
          width: 0.72,
          marker: { color: colors[part], line: { width: 0 } },
          customdata: sites.map(
            ({ decomposition }, i) => `${percent(decomposition?.[part] ?? 0)} (${stops[i]})`,
          ),
          hovertemplate: t.parts.hover(t.parts.names[part]),
        }) as unknown as Data,
    ),
    layout: depthLayout(input, percentAxis(ink, t.parts.y, [0, 1.001]), { barmode: 'stack' }),
    label: t.parts.label,
    table: {
      caption: t.parts.caption,
      head: t.parts.head,
      rows: sites.map(({ name, decomposition: d }) => [
        name,
        ...PART_NAMES.map((part) => (d ? percent(d[part]) : none)),
        d ? count(d.n_prompts) : none,
        d ? count(d.n_positions) : none,
      ]),
    },
  };
}

/** Stable ranks, and the relative norm on an axis of its own. */
export function ranksChart(input: Sites): Chart {
  const { sites, theme } = input;
  const colors = partColors(theme);
  const ink = depthInks(theme);
  const x = sites.map((_, i) => i);
  const of = (read: (d: NonNullable<SiteOut['decomposition']>) => number) =>
    sites.map(({ decomposition }) => (decomposition ? read(decomposition) : null));
  const position = of((d) => d.stable_rank_position);
  const context = of((d) => d.stable_rank_context);
  const relative = of((d) => d.relative_norm_position);
  const top = (values: (number | null)[]) => Math.max(1, ...values.map((each) => each ?? 0)) * 1.1;
  const cell = (value: number | null | undefined) => (value == null ? none : figures3(value));
  return {
    data: [
      line(x, position, colors.position, { hovertemplate: t.ranks.hover(t.ranks.names.position) }),
      line(x, context, colors.context, { hovertemplate: t.ranks.hover(t.ranks.names.context) }),
      line(x, relative, ink.strong, {
        yaxis: 'y2',
        line: { color: ink.strong, width: 1.4, dash: 'dot' },
        hovertemplate: t.ranks.hover(t.ranks.relative),
      }),
    ],
    layout: depthLayout(input, axis(ink, t.ranks.y, [0, top([...position, ...context])]), {
      margin: { l: 58, r: 52, t: 10, b: 38 },
      yaxis2: axis(ink, t.ranks.yRelative, [0, top(relative)], {
        overlaying: 'y',
        side: 'right',
        showgrid: false,
      }),
    }),
    label: t.ranks.label,
    table: {
      caption: t.ranks.caption,
      head: t.ranks.head,
      rows: sites.map(({ name }, i) => [
        name,
        cell(position[i]),
        cell(context[i]),
        cell(relative[i]),
      ]),
    },
  };
}

/** Plotly takes the ends of a logarithmic axis as powers of ten. */
function decades(values: readonly number[]): [number, number] {
  const sizes = values.filter((value) => value > 0).map(Math.log10);
  if (sizes.length === 0) return [0, 1];
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const pad = Math.max(0.1, 0.08 * (high - low));
  return [low - pad, high + pad];
}

export function sizesChart(input: Sites): Chart {
  const { sites, theme } = input;
  const ink = depthInks(theme);
  const x = sites.map((_, i) => i);
  const variance = sites.map(({ total_variance }) => total_variance);
  const norm = sites.map(({ mean_norm }) => mean_norm);
  const range = decades([...variance, ...norm]);
  return {
    data: [
      line(x, variance, ink.centered, { hovertemplate: t.sizes.hover(t.sizes.names.variance) }),
      line(x, norm, ink.strong, {
        line: { color: ink.strong, width: 1.4, dash: 'dot' },
        hovertemplate: t.sizes.hover(t.sizes.names.norm),
      }),
    ],
    layout: depthLayout(
      input,
      axis(ink, t.sizes.y, range, { type: 'log', dtick: 1, exponentformat: 'power' }),
    ),
    label: t.sizes.label(figures3(norm[0] ?? 0), figures3(norm.at(-1) ?? 0)),
    table: {
      caption: t.sizes.caption,
      head: t.sizes.head,
      rows: sites.map(({ name }, i) => [name, figures3(variance[i] ?? 0), figures3(norm[i] ?? 0)]),
    },
  };
}
