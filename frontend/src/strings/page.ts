/** The page around the views: labels, notices, errors. */
import { refusal } from './refusals';

const OWNERS: Record<string, string> = {
  both: 'positions’ and tokens’',
  unembedding: 'unembedding’s',
};

export const PAGE = {
  product: 'Residview',
  title: (model: string, basis: string) => `${model} · ${basis} – Residview`,
  skip: 'Skip to the scene',
  skipToContent: 'Skip to the content',

  labels: {
    panel: 'What is shown',
    model: 'Model',
    basis: 'Basis',
    axes: 'Axes',
    axis: (name: string) => `${name} axis`,
    show: 'Show',
    positions: 'Positions',
    tokens: 'Tokens',
    path: 'Path',
    marks: 'Numbers',
    unembedding: 'Unembedding',
    neighbors: 'Neighbour lines',
    proportions: 'Proportions',
    cube: 'Cube',
    data: 'True scale',
    copy: 'Copy link',
    copying: 'Making the link…',
    copied: 'Link copied',
    made: 'Link made',
    link: 'Link to this view',
    foldPanel: 'Fold the panel away',
    openPanel: 'Open the panel',
    toLight: 'Light theme',
    toDark: 'Dark theme',
    resetCamera: 'Reset the camera',
    zoomIn: 'Closer',
    zoomOut: 'Further away',
    dismiss: 'Dismiss',
    retry: 'Try again',
    views: 'View',
    pages: 'Pages',
    embeddings: 'Embeddings',
    residuals: 'Residuals',
    compare: 'Compare',
    guide: 'Guide',
    stages: 'What stands in the middle',
    sides: 'What stands beside it',
    closeSide: 'Close this panel',
  },

  basisName: (fittedOn: string, choices: readonly string[]) =>
    [`Fitted on ${fittedOn}`, ...choices].join(', '),
  choices: { with0: 'position 0 too', raw: 'not centred', scaled: 'scaled' },
  together: (share: string, fittedOn: string, centered: boolean) =>
    `${share} of the ${OWNERS[fittedOn] ?? `${fittedOn}’`} ${centered ? 'variance' : 'mean square'}`,
  spectrum: (last: number) => `Spread along PC1 to PC${last}, the square root of their shares.`,
  nearEqual: (first: number, last: number) =>
    last === first + 1
      ? `PC${first} and PC${last} have nearly equal variance: these directions are free to rotate into one another.`
      : `From PC${first} to PC${last} each has nearly the variance of the next: ` +
        'neighbours are free to rotate into one another.',
  noPositions: {
    learned: 'This model’s table of positions is not on this server.',
    rotary:
      'Tokens only: rotary models turn queries and keys by position and have no table of positions.',
    alibi: 'Tokens only: ALiBi adds a slope to the attention and has no table of positions.',
    none: 'Tokens only: this model is not told where a token stands.',
  },
  shades: {
    both: 'Shades run from the first position to the last, and from the lowest token id to the highest.',
    tokens: 'Shades run from the lowest token id to the highest.',
  },
  sameAxes: 'Two axes show the same component.',

  scene: {
    role: '3-D scatter plot',
    label: (what: string) => `Scatter plot in three dimensions. ${what}`,
    keys: 'Arrow keys turn the scene, plus and minus zoom, R resets the camera.',
    hint: 'Drag to turn · scroll to zoom · right-drag to move',
    hintTouch: 'Drag to turn · pinch to zoom · tap a point',
  },

  hover: {
    tokens: 'token',
    unembedding: 'unembedding of token',
    positions: 'position',
    sums: 'sum',
  },

  said: {
    axis: (name: string, text: string) => `${name} axis: ${text}.`,
    toggled: (name: string, on: boolean) => `${name} ${on ? 'shown' : 'hidden'}.`,
    model: (name: string, points: string) => `Model ${name}: ${points} drawn.`,
    basis: (name: string) => `Basis: ${name}.`,
    theme: (name: string) => (name === 'dark' ? 'Dark theme.' : 'Light theme.'),
    aspect: (name: string) => (name === 'cube' ? 'Proportions: cube.' : 'Proportions: true scale.'),
    camera: 'Camera reset.',
    copied: (url: string) => `Link copied: ${url}`,
    made: (url: string) => `Link made: ${url}`,
  },

  notices: {
    refusal,
    addressTitle: 'Not everything that was asked for can be shown',
    permalinkTitle: 'This is not exactly what the link was made of',
    linkFailed: 'The link could not be made',
    scoresFailed: 'The new numbers could not be loaded',
    selectToCopy: 'The browser does not let this page write to the clipboard. Copy it from here.',
  },

  loading: {
    models: 'Asking the server…',
    scores: 'Loading the points…',
    link: 'Opening the link…',
    page: 'Opening the page…',
  },

  errors: {
    unreachableTitle: 'The server does not answer',
    unreachableDetail:
      'Nothing came back from the Residview server. Is it running, and is the network up?',
    serverTitle: (status: number) => `The server answered ${status}`,
    serverNoDetail: 'It gave no reason.',
    unexpectedTitle: 'Something went wrong on this page',
    drawingTitle: 'The drawing code did not load',
    pageTitle: 'There is no such page',
    pageDetail: (path: string) => `Nothing is at ${path}.`,
    openEmbeddings: 'Open the embeddings',
    missingTitle: 'This link shows something that is no longer here',
    missingModel: (model: string) => `The model “${model}” is not on this server.`,
    missingBasis: (model: string, basis: string) =>
      `The model “${model}” is here, but its basis “${basis}” is not.`,
    openNearest: (model: string, basis: string) => `Open ${model}, basis ${basis}, instead`,
    noBasesTitle: 'Not computed yet',
    noBasesDetail: (model: string) =>
      `The model “${model}” is on this server, but nothing has been fitted to it yet.`,
  },

  empty: {
    title: 'No models yet',
    before: 'Add one on the server, from a directory that holds its weights and its tokenizer:',
    command: 'residview add DIRECTORY',
    after: 'Then look again.',
    again: 'Look again',
  },
} as const;
