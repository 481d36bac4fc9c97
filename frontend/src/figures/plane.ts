/** Two components as pixels: where a point falls, which one is near, which lie in a box. */

export interface Region {
  x: readonly [number, number];
  y: readonly [number, number];
}

/** A picture of a region: y grows upwards in one and downwards in the other. */
export interface Frame {
  region: Region;
  width: number;
  height: number;
}

export const toPixel = (
  { region: { x, y }, width, height }: Frame,
  at: readonly [number, number],
) => [((at[0] - x[0]) / (x[1] - x[0])) * width, ((y[1] - at[1]) / (y[1] - y[0])) * height] as const;

export const fromPixel = (
  { region: { x, y }, width, height }: Frame,
  at: readonly [number, number],
) => [x[0] + (at[0] / width) * (x[1] - x[0]), y[1] - (at[1] / height) * (y[1] - y[0])] as const;

/** Wide enough for one scale on both axes, with the same middle. */
export function trueScale(region: Region, width: number, height: number): Region {
  const per = Math.max((region.x[1] - region.x[0]) / width, (region.y[1] - region.y[0]) / height);
  const around = ([low, high]: readonly [number, number], half: number) =>
    [(low + high) / 2 - half, (low + high) / 2 + half] as const;
  return { x: around(region.x, (per * width) / 2), y: around(region.y, (per * height) / 2) };
}

/** `factor` below one comes closer; the point `at` (in the region's numbers) stays where it is. */
export function zoomed(region: Region, factor: number, at: readonly [number, number]): Region {
  const around = ([low, high]: readonly [number, number], fixed: number) =>
    [fixed + (low - fixed) * factor, fixed + (high - fixed) * factor] as const;
  return { x: around(region.x, at[0]), y: around(region.y, at[1]) };
}

/** By parts of the region's width and height, to the right and upwards. */
export function moved({ x, y }: Region, right: number, up: number): Region {
  const [dx, dy] = [right * (x[1] - x[0]), up * (y[1] - y[0])];
  return { x: [x[0] + dx, x[1] + dx], y: [y[0] + dy, y[1] + dy] };
}

/** A colour as one number of an ImageData: alpha, blue, green, red from the highest byte down. */
export function packed(hex: string): number {
  const rgb = Number.parseInt(hex.slice(1), 16);
  const [red, green, blue] = [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

export interface Splats {
  x: Float32Array;
  y: Float32Array;
  /** Of each point; 0 is not drawn. */
  colors: Uint32Array;
  /** In pixels: a diamond reaches this far from its middle. */
  radius: number;
}

/** Draws every point as a diamond, in the order of ids; how many fell into the picture. */
export function splat(pixels: Uint32Array, frame: Frame, { x, y, colors, radius }: Splats): number {
  const { region, width, height } = frame;
  const [left, top] = [region.x[0], region.y[1]];
  const [perX, perY] = [width / (region.x[1] - left), height / (top - region.y[0])];
  const reach = Math.max(0, Math.round(radius));
  let drawn = 0;
  for (let i = 0; i < x.length; i += 1) {
    const color = colors[i] as number;
    if (color === 0) continue;
    const px = Math.round(((x[i] as number) - left) * perX);
    const py = Math.round((top - (y[i] as number)) * perY);
    if (px < -reach || py < -reach || px >= width + reach || py >= height + reach) continue;
    drawn += 1;
    for (let dy = -reach; dy <= reach; dy += 1) {
      const row = py + dy;
      if (row < 0 || row >= height) continue;
      const half = reach - Math.abs(dy);
      const end = Math.min(width - 1, px + half);
      for (let column = Math.max(0, px - half); column <= end; column += 1) {
        pixels[row * width + column] = color;
      }
    }
  }
  return drawn;
}

export const inBox = (x: Float32Array, y: Float32Array, box: Region): number[] => {
  const ids: number[] = [];
  for (let i = 0; i < x.length; i += 1) {
    const [at, up] = [x[i] as number, y[i] as number];
    if (at >= box.x[0] && at <= box.x[1] && up >= box.y[0] && up <= box.y[1]) ids.push(i);
  }
  return ids;
};

/** About `most` round numbers inside the ends. */
export function ticks([low, high]: readonly [number, number], most: number): number[] {
  const raw = (high - low) / Math.max(1, most);
  if (!(raw > 0) || !Number.isFinite(raw)) return [];
  const scale = 10 ** Math.floor(Math.log10(raw));
  const step = scale * ([1, 2, 5, 10].find((each) => each * scale >= raw) ?? 10);
  const first = Math.ceil(low / step);
  const found: number[] = [];
  for (let i = first; i * step <= high; i += 1) found.push(i * step);
  return found;
}

/** As many decimals as neighbouring ticks need to differ. */
export function tickText(value: number, step: number): string {
  const decimals = Math.min(8, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  const text = Math.abs(value) < step / 1e6 ? '0' : value.toFixed(decimals);
  return text.replace('-', '−');
}
