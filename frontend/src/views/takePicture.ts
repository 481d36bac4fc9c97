/** The scene as it stands, with its axes and its provenance, as a file. */
import type { PlotlyHTMLElement } from 'plotly.js/lib/core';
import { type Composition, composed } from '../figures/composition';
import { frame } from './plotInternals';

/** Pixels to a pixel of the page. */
const SCALE = 2;

type Text = Omit<Composition, 'width' | 'height' | 'image' | 'above'>;

/** Numbers and names upon the points: plotly draws them in the page, not into the scene. */
function above(plot: HTMLElement): string {
  const serializer = new XMLSerializer();
  return [...plot.querySelectorAll('.infolayer > [class^="annotation"]')]
    .map((each) => serializer.serializeToString(each))
    .join('');
}

/** Nothing where no scene is drawn. */
async function composition(
  text: Text,
): Promise<{ svg: string; width: number; height: number } | undefined> {
  const plot = document.querySelector<HTMLElement>('[data-testid="scene"] .js-plotly-plot');
  if (!plot) return undefined;
  const image = await frame(plot as unknown as PlotlyHTMLElement, SCALE);
  if (!image) return undefined;
  const width = plot.clientWidth;
  const made = composed({ ...text, width, height: plot.clientHeight, image, above: above(plot) });
  return { ...made, width };
}

const SVG = 'image/svg+xml';

async function painted(svg: string, width: number, height: number): Promise<Blob | undefined> {
  const url = URL.createObjectURL(new Blob([svg], { type: SVG }));
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined)));
  } finally {
    URL.revokeObjectURL(url);
  }
}

export async function takePicture(kind: 'png' | 'svg', text: Text): Promise<Blob | undefined> {
  const made = await composition(text);
  if (!made) return undefined;
  if (kind === 'svg') return new Blob([made.svg], { type: SVG });
  return painted(made.svg, made.width, made.height);
}
