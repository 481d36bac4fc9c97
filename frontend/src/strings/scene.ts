/** The scene's own controls: what is fitted, what is drawn, what the colours tell, who is near. */
import type { ColorBy, TokenClass } from '../api/types';

export const FITS = {
  fittedOn: 'Basis, fitted on',
  on: {
    positions: 'Positions',
    tokens: 'Tokens',
    both: 'Both together',
    unembedding: 'Unembedding',
  },
  choices: {
    position_0: {
      name: 'Position 0',
      what: 'Position 0 takes part; it is an outlier in most models',
    },
    centered: {
      name: 'Centred',
      what: 'Around the mean of the rows, rather than around the origin',
    },
    scaled: {
      name: 'Scaled',
      what: 'To unit variance: each coordinate divided by its standard deviation first, so that all weigh the same',
    },
  },
  options: 'How it is fitted',
  noPosition0: 'Only a fit on positions has a position 0 to leave out.',
  obstacles: {
    'no-positions': 'this model has no table of positions',
    'no-unembedding': 'its table is not on this server',
    tied: 'the unembedding is the token table itself',
  },
  unavailable: (name: string, why: string) => `${name} – ${why}`,
  running: (name: string) => `Fitting ${name}…`,
  step: (step: string, done: string, of: string) => `${step}: ${done} of ${of}`,
  cancel: 'Cancel',
  cancelled: 'The fit was cancelled.',
  done: (name: string) => `Fitted: ${name}.`,
  failed: (name: string) => `${name} could not be fitted`,
  offer: (name: string) => `“${name}” was asked for. It has not been fitted on this server.`,
  fit: 'Fit it now',
  broken: 'The server stopped in the middle of the fit. What is shown is as before. Try again.',
};

export const CLASSES: Record<TokenClass, string> = {
  special: 'special',
  bytes: 'bytes',
  whitespace: 'white space',
  word_start: 'word starts',
  letters: 'letters',
  digits: 'digits',
  punctuation: 'punctuation',
  other_script: 'other scripts',
  mixed: 'mixed',
};

export const COLORING = {
  label: 'Colour by',
  by: {
    kind: 'Kind',
    position: 'Position',
    norm: 'Norm',
    class: 'Token class',
    length: 'Token length',
    id: 'Id (merge rank)',
    component: 'Component',
    share_seen: 'Share seen',
    cosine: 'Cosine with the focus',
  } satisfies Record<ColorBy, string>,
  scale: {
    kind: '',
    position: 'position',
    norm: 'norm ‖x‖, from the origin',
    class: '',
    length: 'length of the token, in characters',
    id: 'token id: the order of the merges',
    component: 'score',
    share_seen: 'share of ‖x − centre‖² on the three axes',
    cosine: 'cosine with the focused point',
  } satisfies Record<ColorBy, string>,
  componentScale: (component: number) => `score on PC${component}`,
  component: 'Component to colour by',
  fade: 'Fade by share seen',
  fadeNote: 'Fainter: less of the point lies on these three axes.',
  legend: 'What the colours tell',
  sets: {
    positions: 'positions',
    tokens: 'tokens',
    unembedding: 'the unembedding',
    sums: 'sums',
  },
  without: (sets: readonly string[]) => `Grey: ${sets.join(', ')}, which have none.`,
  atMost: (text: string) => `≤ ${text}`,
  atLeast: (text: string) => `≥ ${text}`,
  switchedOff: (names: readonly string[]) => `Not drawn: ${names.join(', ')}.`,
  all: 'Show all',
  noFocus: 'Click a point to compare the others with.',
  twoDirections:
    'Two directions are on the axes. How much of a point they hold together cannot be told from here: put one on an axis.',
  failed: 'The numbers for these colours could not be loaded',
  said: (name: string) => `Coloured by ${name}.`,
  toggledClass: (name: string, on: boolean) => `${name} ${on ? 'shown' : 'hidden'}.`,
};

export const SUMS = {
  label: 'Token + position of a prompt',
  placeholder: 'def main():',
  draw: 'Draw',
  remove: 'Remove the prompt',
  tokens: 'Tokens of the prompt',
  drawn: (n: number) => `${n === 1 ? 'One sum' : `${n} sums`} of token and position drawn.`,
  removed: 'The prompt is removed.',
  hover: (position: number) => `token + position ${position}`,
  note: 'What the first block reads, before any LayerNorm.',
};

export const CAMERA = {
  presets: {
    x: 'Look along x',
    y: 'Look along y',
    z: 'Look along z, from above',
    isometric: 'Look from the corner',
  },
  short: { x: 'x', y: 'y', z: 'z' },
  more: 'More views',
  rotate: 'Turn slowly',
  stop: 'Stop turning',
  still: 'Your system asks for reduced motion, so the scene does not turn by itself.',
  rotating: 'The scene turns slowly. Any key or touch stops it.',
  fullscreen: 'Full screen',
  leaveFullscreen: 'Leave full screen',
  noFullscreen: 'This browser does not let a page fill the screen.',
  size: 'Point size',
  sizeText: (size: string) => `${size} times the usual size`,
};

export const FOCUS = {
  label: 'The focused point',
  close: 'Let go of this point',
  near: 'Nearest in the full space',
  apparent: 'Only look near here',
  nearNote: 'The largest cosines among all of its kind.',
  apparentNote: 'Nearest in this picture, and not among the true 50.',
  none: 'None: whoever is near here is near.',
  chance: (n: string, largest: string, range: string) =>
    `Rank and cosine. By chance the nearest of ${n} would have about ${largest}, and any one of them within ±${range} nine times in ten.`,
  cosine: 'cos',
  rank: (rank: string) => `${rank}.`,
  loading: 'Comparing with every point…',
  failed: 'Its neighbours could not be loaded',
  said: (name: string) => `Focused: ${name}.`,
  linesNote: 'From the point you click: to its true neighbours, and to those that only look near',
  cleared: 'No point is focused.',
};
