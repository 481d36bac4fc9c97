/** Sites by their names: LAYER.PART or LAYER.PART.HEAD. */

export interface Site {
  layer: number;
  part: string;
  head: number | undefined;
}

export function siteOf(name: string): Site {
  const [layer = '0', part = '', head] = name.split('.');
  return { layer: Number(layer), part, head: head === undefined ? undefined : Number(head) };
}

export const siteName = (layer: number, part: string): string => `${layer}.${part}`;

/** One vector of the model's width per token, at every block. */
export const STREAM_PARTS = [
  'resid_pre',
  'resid_mid',
  'resid_post',
  'attn_out',
  'mlp_out',
] as const;
export type StreamPart = (typeof STREAM_PARTS)[number];
