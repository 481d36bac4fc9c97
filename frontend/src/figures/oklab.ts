/**
 * Colours in OKLab, where equal steps look equally large (Björn Ottosson, "A perceptual color space for
 * image processing", 2020). Channels of sRGB are from 0 to 1.
 */
export type Rgb = readonly [number, number, number];

const encoded = (linear: number): number =>
  linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;

function unclipped(lightness: number, a: number, b: number): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

const shows = (linear: Rgb) => linear.every((channel) => channel >= -1e-6 && channel <= 1 + 1e-6);

/** Lightness from 0 to 1, hue in degrees. A chroma that no screen shows is taken back until one does. */
export function oklch(lightness: number, chroma: number, hue: number): Rgb {
  const angle = (hue * Math.PI) / 180;
  const at = (c: number) => unclipped(lightness, c * Math.cos(angle), c * Math.sin(angle));
  let [least, most] = [0, chroma];
  if (shows(at(chroma))) least = chroma;
  for (let step = 0; step < 24 && least < chroma; step += 1) {
    const middle = (least + most) / 2;
    if (shows(at(middle))) least = middle;
    else most = middle;
  }
  const [r, g, b] = at(least).map((channel) => encoded(Math.min(1, Math.max(0, channel))));
  return [r ?? 0, g ?? 0, b ?? 0];
}

export const hex = (rgb: Rgb): string =>
  `#${rgb
    .map((channel) =>
      Math.round(255 * channel)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

export function channels(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** What an opaque `share` of a colour over another looks like. */
export function blend(over: string, under: string, share: number): string {
  const below = channels(under);
  const [r = 0, g = 0, b = 0] = channels(over).map(
    (channel, i) => share * channel + (1 - share) * (below[i] ?? 0),
  );
  return hex([r, g, b]);
}
