/** Several models side by side, and the picture without WebGL. */

export const COMPARE = {
  heading: 'Models side by side',
  intro:
    'Each model in its own basis: the directions along which its positions differ most, with all its tokens. ' +
    'Turn one picture and all turn.',
  models: 'Models shown',
  reset: 'Turn all back',
  title: 'Compare – Residview',
  notHere: (names: readonly string[]) =>
    `Not on this server: ${names.map((name) => `“${name}”`).join(', ')}. ` +
    'What is here is shown without.',
  none: 'No model is chosen. Choose one above.',
  open: 'Open',
  openView: (model: string) => `Open the full view of ${model}`,
  variance: (n: number) => (n === 1 ? 'In one component' : `In ${n} components`),
  inside: 'Tokens inside',
  chance: (share: string, low: string, high: string) => `by chance ${share} (${low} to ${high})`,
  varianceOf: (share: string, set: string) => `${share} of the ${set}’ variance`,
  meanSquareOf: (share: string, set: string) => `${share} of the ${set}’ mean square`,
  insideWhat:
    'Share of the tokens’ squared length around their mean that lies in these components. ' +
    'By chance: k/d, and 5 to 95 % of random subspaces of as many dimensions.',
  noPositions: 'No table of them: tokens in their own basis.',
  picture: (model: string, points: string) =>
    `Scatter plot in three dimensions of ${model}: ${points}.`,
  shown: (n: number) => (n === 1 ? 'One model shown.' : `${n} models shown.`),
  failed: (model: string, detail: string) => `${model} cannot be shown: ${detail}`,
} as const;

export const NO_WEBGL = {
  title: 'Drawn without WebGL',
  detail:
    'WebGL is off or missing in this browser, so the scene is drawn in plain pixels: all points, no naming under ' +
    'the pointer. The plane, the curves, the cosines and the table work as ever. ' +
    'For the full scene turn on hardware acceleration, or open this address in another browser.',
} as const;
