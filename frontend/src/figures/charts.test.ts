import { describe, expect, it } from 'vitest';
import type { SubspaceOut } from '../api/types';
import type { Matrix } from '../data/npy';
import { spread } from '../data/pointShares';
import { basis } from '../testing/samples';
import { anglesAt, anglesChart } from './angles';
import { type Chart, numberAt } from './chart';
import { concentrationChart, reading, verdict } from './concentration';
import { curve } from './curves';
import { gramChart, rowsOf, strideOf } from './gram';
import { pointHistogram, roundEnd } from './pointHistogram';
import { lengths, rowNormsChart } from './rowNorms';
import { screeChart } from './scree';

const spectrum = { total: 2, stable_rank: 1.5, participation_ratio: 2.5, cumulative: [0.7, 1] };
const subspace: SubspaceOut = {
  basis: 'positions',
  point_set: 'tokens',
  n: 40,
  d: 16,
  k_max: 3,
  chance: [1 / 16, 2 / 16, 3 / 16],
  centered: { share: [0.05, 0.2, 0.21], low: [0.04, 0.1, 0.15], high: [0.09, 0.16, 0.22] },
  raw: { share: [0.01, 0.1, 0.5], low: [0.02, 0.05, 0.1], high: [0.1, 0.2, 0.3] },
  point_low: [0.001, 0.01, 0.03],
  point_high: [0.2, 0.3, 0.4],
  angles: [[80], [60.25, 88]],
  angles_low: [70, 65],
  angles_high: [89, 80],
  seed: 5,
  samples: 400,
  spectrum_centered: spectrum,
  spectrum_raw: spectrum,
};
const traces = (chart: Chart) => chart.data as unknown as Record<string, unknown>[];

describe('a share against chance', () => {
  it('is at chance inside what 90 % of subspaces hold, ends included', () => {
    expect([0.03, 0.04, 0.09, 0.0901].map((share) => verdict(share, 0.04, 0.09))).toEqual([
      'below',
      'at',
      'at',
      'above',
    ]);
  });

  it('is read at k, each kind against its own range', () => {
    expect(reading(subspace, 'centered', 2)?.verdict).toBe('above');
    expect(reading(subspace, 'raw', 1)).toEqual({
      share: 0.01,
      low: 0.02,
      high: 0.1,
      chance: 1 / 16,
      verdict: 'below',
    });
    expect(reading(subspace, 'raw', 4)).toBeUndefined();
  });

  it('is drawn for every k beside its range, with all numbers in the table', () => {
    const chart = concentrationChart(subspace, 2, 'dark');
    const drawn = traces(chart).filter(({ name }) => name === 'centered' || name === 'raw');
    expect(drawn.map(({ y }) => y)).toEqual([subspace.centered.share, subspace.raw.share]);
    expect(chart.table.rows[1]).toEqual([
      2,
      '12.5 %',
      '20.0 %',
      '10.0 %',
      '16.0 %',
      '10.0 %',
      '5.0 %',
      '20.0 %',
    ]);
    expect(chart.label).toContain('k is 2');
  });

  it('turns a place on the chart into k', () => {
    const { layout } = concentrationChart(subspace, 2, 'dark');
    const { l = 0, r = 0 } = layout.margin ?? {};
    const width = 300 + l + r;
    // k from 0.5 to 3.5 over 300 pixels.
    expect(numberAt({ layout }, l + 150, width)).toBe(2);
    expect(numberAt({ layout }, -50, width)).toBe(0.5);
    expect(numberAt({ layout }, 900, width)).toBe(3.5);
  });
});

describe('the histogram of points', () => {
  const shares = Float64Array.from([0.01, 0.02, 0.02, 0.3, Number.NaN]);
  const input = {
    set: 'tokens',
    shares,
    spread: spread(shares),
    k: 2,
    d: 16,
    theme: 'light',
  } as const;

  it('reaches up to a round number above all shares and the range of chance', () => {
    expect(roundEnd(shares, 0.1)).toBeCloseTo(0.3, 12);
    expect(roundEnd(shares, 0.43)).toBeCloseTo(0.44, 12);
    expect(roundEnd([1], 0.2)).toBe(1);
  });

  it('counts every point with a length, and as many by chance', () => {
    const chart = pointHistogram({ ...input, low: 0.01, high: 0.3 });
    const [bars, chance] = traces(chart);
    const sum = (values: unknown) => (values as number[]).reduce((a, b) => a + b, 0);
    expect(sum(bars?.y)).toBe(4);
    // Beta(1, 7) has (1 − 0.3)^7 of its mass beyond the end.
    expect(sum(chance?.y)).toBeCloseTo(4 * (1 - 0.7 ** 7), 6);
  });
});

describe('principal angles', () => {
  it('are those of k, or of as many as were measured, and the smallest is judged', () => {
    expect(anglesAt(subspace, 1)?.verdict).toBe('at');
    expect(anglesAt(subspace, 3)).toEqual({
      k: 2,
      angles: [60.25, 88],
      low: 65,
      high: 80,
      verdict: 'below',
    });
    expect(anglesAt({ ...subspace, angles: [] }, 3)).toBeUndefined();
  });

  it('are all in the table', () => {
    const found = anglesAt(subspace, 2);
    expect(found && anglesChart(found, 'tokens', 'dark').table.rows).toEqual([
      [1, '60.3°'],
      [2, '88.0°'],
    ]);
  });
});

describe('the scree chart', () => {
  it('marks the chosen components and sums up', () => {
    const given = basis({ n_components: 5 });
    const chart = screeChart(given, { x: 1, y: 2, z: 'd-0123456789' }, 2, 'dark');
    expect(chart.layout.annotations?.map(({ x, text }) => [x, text])).toEqual([
      [1, 'x'],
      [2, 'y'],
    ]);
    expect(chart.table.rows[1]?.slice(0, 3)).toEqual(['2 (y)', '6.0 %', '91.1 %']);
  });

  it('reaches as far as k and the axes do', () => {
    const given = basis({ n_components: 90, variance_shares: new Array(90).fill(1 / 90) });
    const shown = (z: number, k: number) =>
      screeChart(given, { x: 1, y: 2, z }, k, 'dark').table.rows.length;
    expect([shown(3, 3), shown(80, 3), shown(3, 64)]).toEqual([20, 80, 64]);
  });
});

describe('lengths by position', () => {
  const norms: Matrix = { rows: 2, columns: 3, values: Float32Array.of(1, 2, 3, 4, 9, 16) };

  it('are from the origin: the third column, not squared', () => {
    expect([...lengths(norms)]).toEqual([3, 4]);
  });

  it('show position 0 apart and hold the tokens in their range', () => {
    const tokens = spread([5, 6, 7]);
    const chart = rowNormsChart(lengths(norms), tokens, 'dark');
    expect(traces(chart)[1]).toMatchObject({ x: [0], y: [3] });
    const [, top = 0] = (chart.layout.yaxis?.range ?? []) as number[];
    expect(top).toBeGreaterThan(tokens.high);
    expect(rowNormsChart(lengths(norms), undefined, 'dark').layout.shapes).toEqual([]);
  });
});

describe('a component against position', () => {
  const box = { width: 100, height: 50 };
  const values = Float32Array.of(90, -1, 0, 1);

  it('runs from the first position to the last', () => {
    const points = curve(values, box, 0).path.match(/[ML][\d.]+ [\d.]+/g) ?? [];
    expect(points.length).toBe(4);
    expect([points[0]?.startsWith('M0.0 '), points[3]?.startsWith('L100.0 ')]).toEqual([
      true,
      true,
    ]);
  });

  it('lets position 0 set the height, or leaves it beyond and says so', () => {
    const whole = curve(values, box, 0);
    expect([whole.low, whole.high, whole.zero.beyond]).toEqual([-1, 90, undefined]);
    const fitted = curve(values, box, 1);
    expect([fitted.low, fitted.high, fitted.zero]).toEqual([
      -1,
      1,
      { x: 0, y: 0, beyond: 'above' },
    ]);
    expect(curve(Float32Array.of(-90, -1, 1), box, 1).zero.beyond).toBe('below');
  });
});

describe('the heat map of cosines', () => {
  it('skips rows as the server does', () => {
    expect([128, 512, 513, 1024, 2048].map((n) => strideOf(n, 512))).toEqual([1, 1, 2, 2, 4]);
  });

  it('names rows by their position, with a scale that has 0 in its middle', () => {
    const matrix: Matrix = { rows: 2, columns: 2, values: Float32Array.of(1, -0.25, -0.25, 1) };
    const [trace] = traces(gramChart(matrix, 3, 0.1, 'light'));
    expect(trace).toMatchObject({ x: [0, 3], y: [0, 3], zmin: -1, zmax: 1 });
    expect(rowsOf(matrix).map((row) => [...row])).toEqual([
      [1, -0.25],
      [-0.25, 1],
    ]);
  });
});
