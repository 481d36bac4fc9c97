/** What the depth's pictures have in common: a stop after the other along x, and the site on show among them. */
import type { Theme } from '../../api/types';
import { STRINGS } from '../../strings';
import { axis, type Inks, inks, layout } from '../chart';
import { PALETTES } from '../palette';

export interface DepthInput {
  /** Names of the stops, in the order of the depth. */
  stops: readonly string[];
  /** The site on show; need not be one of the stops. */
  here: string;
  theme: Theme;
}

export const depthInks = (theme: Theme): Inks => inks(theme, 'positions');

/** One colour a part of a residual; the last is grey, as what is left. */
export function partColors(theme: Theme): Record<'mean' | 'position' | 'context' | 'rest', string> {
  const palette = PALETTES[theme];
  return {
    mean: theme === 'dark' ? '#c3a5f7' : '#7a3fd0',
    position: palette.position[1]?.[1] ?? '',
    context: palette.unembedding[1] ?? '',
    rest: theme === 'dark' ? '#5b6273' : '#b7bdc9',
  };
}

/** Three figures at most: names of many layers do not fit side by side. */
const MOST_NAMES = 14;

/** Stops stand at 0, 1, 2, …, so that a place on a chart is a stop without asking plotly. */
export function depthLayout({ stops, here, theme }: DepthInput, y: object, more: object = {}) {
  const ink = depthInks(theme);
  const at = stops.indexOf(here);
  const step = Math.ceil(stops.length / MOST_NAMES);
  const named = stops.map((_, i) => i).filter((i) => i % step === 0 || i === stops.length - 1);
  return layout(ink, {
    margin: { l: 58, r: 12, t: 10, b: 38 },
    xaxis: axis(ink, STRINGS.residualsFigures.depth.x, [-0.6, stops.length - 0.4], {
      tickvals: named,
      ticktext: named.map((i) => shortStop(stops[i] ?? '')),
      showgrid: false,
    }),
    yaxis: y,
    shapes:
      at < 0
        ? []
        : [
            {
              type: 'rect',
              x0: at - 0.5,
              x1: at + 0.5,
              yref: 'paper',
              y0: 0,
              y1: 1,
              line: { width: 0 },
              // Fainter than what chance gives, which is a band too.
              fillcolor: `${ink.strong}0f`,
              layer: 'below',
            },
          ],
    ...more,
  });
}

/** "2" for 2.resid_pre, "3 end" for 3.resid_post, "1 mid": the layer is what tells stops apart. */
export function shortStop(site: string): string {
  const [layer = site, part = ''] = site.split('.');
  if (part === 'resid_pre') return layer;
  return `${layer} ${part === 'resid_post' ? 'end' : part.replace('resid_', '')}`;
}

/** The stop that a number on the x axis is nearest to. */
export const stopAt = (stops: readonly string[], x: number): string | undefined =>
  stops[Math.min(stops.length - 1, Math.max(0, Math.round(x)))];
