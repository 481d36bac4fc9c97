/** Puts the layers onto a canvas: points as one image, then the path and the positions upon it. */
import { type Frame, splat, toPixel } from '../figures/plane';
import type { Layer } from '../figures/planeLayers';

export interface Drawing {
  layers: readonly Layer[];
  /** Colour of the path through the positions; absent where it is off. */
  path: string | undefined;
  picked: readonly Layer[];
  background: string;
}

const css = (color: number) => `rgb(${color & 255} ${(color >> 8) & 255} ${(color >> 16) & 255})`;

function drawPath(context: CanvasRenderingContext2D, frame: Frame, layer: Layer, color: string) {
  context.beginPath();
  for (let i = 0; i < layer.x.length; i += 1) {
    const [x, y] = toPixel(frame, [layer.x[i] as number, layer.y[i] as number]);
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.strokeStyle = color;
  context.stroke();
}

/** Few enough to be round, with a rim that parts them from what lies below. */
function drawDiscs(
  context: CanvasRenderingContext2D,
  frame: Frame,
  { x, y, colors, radius }: Layer,
  ratio: number,
  rim: string,
) {
  context.strokeStyle = rim;
  for (let i = 0; i < x.length; i += 1) {
    const color = colors[i] as number;
    if (color === 0) continue;
    const [px, py] = toPixel(frame, [x[i] as number, y[i] as number]);
    context.beginPath();
    context.arc(px, py, radius * ratio, 0, 2 * Math.PI);
    context.fillStyle = css(color);
    context.fill();
    context.stroke();
  }
}

const round = ({ set }: Layer) => set === 'positions' || set === 'sums';

export function drawPlane(
  context: CanvasRenderingContext2D,
  region: Frame['region'],
  ratio: number,
  { layers, path, picked, background }: Drawing,
): void {
  const { width, height } = context.canvas;
  if (width < 1 || height < 1) return;
  const frame: Frame = { region, width, height };
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const inPixels = (layer: Layer) => ({
    ...layer,
    radius: Math.max(1, layer.radius * ratio * 0.9),
  });
  for (const layer of [...layers, ...picked]) {
    if (!round(layer)) splat(pixels, frame, inPixels(layer));
  }
  context.putImageData(image, 0, 0);
  context.lineWidth = Math.max(1, 0.75 * ratio);
  context.lineJoin = 'round';
  for (const layer of layers.filter(round)) {
    if (layer.set === 'positions' && path) drawPath(context, frame, layer, path);
    drawDiscs(context, frame, layer, ratio, background);
  }
  for (const layer of picked.filter(round)) drawDiscs(context, frame, layer, ratio, background);
}
