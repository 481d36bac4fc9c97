import { describe, expect, it } from 'vitest';
import type { DepthStop, SiteOut } from '../../api/types';
import { byPosition } from '../../data/residuals/byPosition';
import { DIVERGING } from '../ramps';
import { PROMPT_COLORS, PROMPTS, rowColoring } from './coloring';
import { shortStop, stopAt } from './depth';
import { partsChart, ranksChart, shareChart, sizesChart } from './depthCharts';
import { scoreHistogram } from './histogram';
import { positionsChart, span } from './positions';

const OFFSETS = [0, 3, 4, 6];
const VALUES = Float32Array.of(100, 1, -2, 120, 80, 4);
const traces = (chart: { data: unknown[] }) => chart.data as { x: number[]; y: number[] }[];

describe('scores against position', () => {
  const sums = byPosition(VALUES, OFFSETS);
  const chart = positionsChart({ sums, name: 'PC1', reading: 'dot', theme: 'dark' });

  it('give their height to the positions from 1 on, and say where position 0 is', () => {
    const [low, high] = span(sums);
    expect(low).toBeLessThan(-2);
    expect(high).toBeGreaterThan(4);
    expect(high).toBeLessThan(10);
    const { annotations } = chart.layout as { annotations: { text: string }[] };
    expect(annotations[0]?.text).toBe('position 0: 100.0 ↑');
  });

  it('have the mean of each position in the picture and in the table', () => {
    const mean = traces(chart).find(({ y, x }) => x.length === 2 && y[0] === 2.5);
    expect(mean?.y).toEqual([2.5, -2]);
    expect(chart.table.rows.map(([at, value]) => [at, value])).toEqual([
      [0, '100.0'],
      [1, '2.500'],
      [2, '−2.000'],
    ]);
    expect(chart.table.rows.map((row) => row[5])).toEqual([3, 2, 1]);
  });
});

describe('colours of rows', () => {
  const input = {
    theme: 'dark',
    offsets: OFFSETS,
    ids: [5, 6, 5, 6, 7, 5],
    values: VALUES,
    range: 4,
    classes: {
      classes: ['letters', 'digits'] as ('letters' | 'digits')[],
      of: [0, 0, 0, 0, 0, 1, 0, 1],
      counts: {},
    },
  } as const;

  it('are those of scores around 0, and say what lies beyond', () => {
    const { paint, legend } = rowColoring({ ...input, by: 'direction' } as never);
    const ramp = DIVERGING.dark;
    expect(paint.colors[paint.of[0] ?? 0]).toBe(ramp.at(-1));
    expect(paint.colors[paint.of[2] ?? 0]).toBe(ramp[Math.floor(ramp.length / 4)]);
    expect(legend).toMatchObject({ low: -4, high: 4, clipped: true });
  });

  it('are of the position, the class or the prompt', () => {
    const position = rowColoring({ ...input, by: 'position' } as never);
    expect([...position.paint.of]).toEqual([0, 12, 23, 0, 0, 12]);
    const token = rowColoring({ ...input, by: 'token' } as never);
    expect(token.legend).toMatchObject({
      entries: [
        { name: 'letters', n: 2 },
        { name: 'digits', n: 4 },
      ],
    });
    const prompt = rowColoring({ ...input, by: 'prompt' } as never);
    expect([...prompt.paint.of]).toEqual([0, 0, 0, 1, 2, 2]);
    expect(prompt.paint.colors).toEqual(PROMPTS.dark);
  });

  it('leave the prompt that is followed its colour, and no other', () => {
    const { colors, of } = rowColoring({ ...input, by: 'prompt', prompt: 1 } as never).paint;
    const shades = [...of].map((place) => colors[place]);
    expect(shades[3]).toBe(PROMPTS.dark[1]);
    expect(PROMPTS.dark).not.toContain(shades[0]);
    expect(PROMPTS.dark).not.toContain(shades[5]);
  });

  it('tell the prompts of a round apart', () => {
    for (const colors of Object.values(PROMPTS)) {
      expect(new Set(colors).size).toBe(PROMPT_COLORS);
    }
  });
});

describe('the histogram of scores', () => {
  it('has the bars of its bins in the colours of their scores', () => {
    const spread = { low: -2, width: 1, counts: [1, 0, 3] };
    const chart = scoreHistogram({ spread, mean: 0.5, range: 2, title: 'PC1', theme: 'light' });
    const [bars] = chart.data as unknown as { x: number[]; marker: { color: string[] } }[];
    expect(bars?.x).toEqual([-1.5, -0.5, 0.5]);
    expect(DIVERGING.light.indexOf(bars?.marker.color[0] ?? '')).toBeLessThan(6);
    expect(chart.table.rows[2]).toEqual(['0.000 – 1.000', '3']);
  });
});

describe('the depth', () => {
  const stops = ['0.resid_pre', '1.resid_pre', '1.resid_post'];
  const site = (name: string, decomposition: SiteOut['decomposition']): SiteOut => ({
    name,
    layer: Number(name[0]),
    part: 'resid_pre',
    head: null,
    hook: '',
    note: '',
    d: 8,
    checksum: '',
    n_tokens: 10,
    mean_norm: 2,
    total_variance: 100,
    decomposition,
    positions: null,
    bases: [],
  });
  const parts = {
    n_prompts: 4,
    n_positions: 20,
    mean: 0.5,
    position: 0.25,
    context: 0.15,
    rest: 0.1,
    stable_rank_position: 1.5,
    stable_rank_context: 3.25,
    relative_norm_position: 0.75,
  };
  const sites = [
    site('0.resid_pre', parts),
    site('1.resid_pre', null),
    site('1.resid_post', parts),
  ];
  const input = { stops, here: '1.resid_pre', theme: 'dark' } as const;

  it('names stops by their layers, and finds them by their place', () => {
    expect(stops.map(shortStop)).toEqual(['0', '1', '1 end']);
    expect([-2, 0.6, 9].map((x) => stopAt(stops, x))).toEqual([stops[0], stops[1], stops[2]]);
    expect(stopAt([], 0)).toBeUndefined();
  });

  it('stacks the parts, and leaves a gap where they are not known', () => {
    const chart = partsChart({ ...input, sites });
    expect(traces(chart).map(({ y }) => y)).toEqual([
      [0.5, null, 0.5],
      [0.25, null, 0.25],
      [0.15, null, 0.15],
      [0.1, null, 0.1],
    ]);
    expect(chart.table.rows[1]?.slice(1)).toEqual(['–', '–', '–', '–', '–', '–']);
    expect(chart.table.rows[0]).toContain('25.0 %');
    expect(ranksChart({ ...input, sites }).table.rows[2]?.[2]).toBe('3.25');
  });

  it('has sizes on a scale that holds all of them', () => {
    const { layout } = sizesChart({ ...input, sites });
    const { range } = layout.yaxis as { range: number[] };
    expect(range[0]).toBeLessThan(Math.log10(2));
    expect(range[1]).toBeGreaterThan(2);
  });

  it('holds the share of the direction beside chance', () => {
    const stop = (name: string, share: number): DepthStop => ({
      site: name,
      variance: 3,
      share,
      mean: -1,
      chance_low: 0.05,
      chance_high: 0.2,
    });
    const followed = [stop(stops[0] ?? '', 0.1), stop(stops[1] ?? '', 0.4)];
    const chart = shareChart({ ...input, followed, name: 'PC2' });
    expect(chart.label).toContain('largest at 1.resid_pre');
    expect(chart.table.rows[1]).toEqual([stops[1], '40.0 %', '5.0 %', '20.0 %', '3', '−1.000']);
  });
});
