/** A component against position, as a line in a box of the unit square's making. */
import { ticks } from './plane';

export interface Curve {
  /** The line from position to position, in the box's units. */
  path: string;
  /** Position 0, and whether it lies beyond the box. */
  zero: { x: number; y: number; beyond: 'above' | 'below' | undefined };
  /** Numbers on the y axis with their heights. */
  ticks: { value: number; y: number }[];
  /** Height of 0, where it is inside. */
  origin: number | undefined;
  low: number;
  high: number;
}

interface Box {
  width: number;
  height: number;
}

const MARGIN = 0.08;

/** `from` is the first position that the height is fitted to: 1 leaves the outlier out. */
export function curve(values: Float32Array, { width, height }: Box, from: 0 | 1): Curve {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = Math.min(from, values.length - 1); i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const pad = high > low ? (high - low) * MARGIN : 1;
  const [bottom, top] = [low - pad, high + pad];
  const x = (position: number) => (position / Math.max(1, values.length - 1)) * width;
  const y = (value: number) => ((top - value) / (top - bottom)) * height;
  const clipped = (value: number) => Math.min(height, Math.max(0, y(value)));
  const steps: string[] = [];
  for (let i = 0; i < values.length; i += 1) {
    const at = `${x(i).toFixed(1)} ${clipped(values[i] as number).toFixed(1)}`;
    steps.push(`${i === 0 ? 'M' : 'L'}${at}`);
  }
  const first = values[0] ?? 0;
  const beyond = first > top ? 'above' : first < bottom ? 'below' : undefined;
  return {
    path: steps.join(''),
    zero: { x: 0, y: clipped(first), beyond },
    ticks: ticks([bottom, top], 3).map((value) => ({ value, y: y(value) })),
    origin: bottom < 0 && top > 0 ? y(0) : undefined,
    low,
    high,
  };
}
