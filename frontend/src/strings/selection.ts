/** Picking points out, and taking them away. */

const plural = (n: string, one: string, many: string) => (n === '1' ? `1 ${one}` : `${n} ${many}`);
const singular = (set: string) => (set.endsWith('s') ? set.slice(0, -1) : set);
const of = (n: string, set: string) => plural(n, singular(set), set);

export const SELECTION = {
  linkOnly: 'Too long for the address: only a copied link keeps this selection.',
  none: 'Nothing is selected.',
  count: (n: string, set: string) => `${of(n, set)} selected`,
  clear: 'Clear',
  pick: 'Select',
  set: 'Points',
  from: 'By',
  sources: {
    hits: 'the search',
    list: 'a list of ids',
    class: 'class',
    box: 'components',
    neighbors: 'nearness',
    norm: 'norm',
    all: 'all of them',
  },
  noHits: 'Nothing is searched for. Search in the panel Find.',
  hits: (n: string) => `${plural(n, 'hit', 'hits')} of the search.`,
  noFocus: 'No point is looked at. Choose one in the panel Find.',
  near: (k: string, metric: string, name: string) => `The ${k} nearest to ${name}, by ${metric}.`,
  list: 'Ids',
  listPlaceholder: '3-7, 12, 262',
  class: 'Class',
  component: 'Component',
  any: 'any',
  least: 'From',
  most: 'To',
  second: 'Another',
  ways: { replace: 'Select', add: 'Add', remove: 'Remove', intersect: 'Keep common' },
  waysWhat: {
    replace: 'Select these in place of what is selected',
    add: 'Add these to the selection',
    remove: 'Take these out of the selection',
    intersect: 'Keep of the selection only what is among these',
  },
  working: 'Looking…',
  nothing: 'No point matches; the selection is as it was.',
  badNumber: (text: string) => `“${text}” is no number.`,
  badRange: (least: string, most: string) => `From ${least} to ${most} holds nothing. Swap them.`,
  badComponent: (text: string, last: string) =>
    `“${text}” is no component of this basis. It has 1 to ${last}.`,
  badK: (text: string) => `“${text}”: between 1 and 200 neighbours can be asked for.`,
  emptyList: 'The list is empty. Type ids such as 262, or runs such as 100-120.',
  tooLong: (n: string, set: string, characters: string, most: string) =>
    `${of(n, set)} were found. Their ids take ${characters} characters, and a view holds at most ${most}. ` +
    'The selection is as it was.',
  narrow: 'Narrow it: keep only what is common with a class, a search or a range.',
  takeFirst: (n: string) => `Select the first ${n} by id only`,

  table: 'The selected points',
  columns: {
    id: 'id',
    label: 'token',
    class: 'class',
    norm: 'norm',
    share: 'seen',
  },
  nameColumn: (set: string) => (set === 'positions' ? 'position' : 'token'),
  sortBy: (name: string) => `Sort by ${name}`,
  keys: 'Arrow keys move, Enter looks at a point, Delete takes it out of the selection.',

  directions: 'A direction from it',
  ofMean: 'Mean of the selection',
  minusRest: 'Its mean − mean of the rest',
  minusGroup: 'Its mean − mean of group B',
  keepGroup: 'Keep it as group B',
  group: (n: string, set: string) => `Group B: ${of(n, set)}.`,
  tooMany: (n: string, most: string) =>
    `A mean is taken of at most ${most} points at a time; these are ${n}.`,

  away: 'Take away',
  what: 'Points',
  selected: (n: string) => `the selection (${n})`,
  every: (n: string, set: string) => `all ${n} ${set}`,
  scores: 'Scores along',
  onAxes: 'the axes on show',
  first: (k: string) => `PC1 to PC${k}`,
  csv: 'CSV',
  npz: 'NPZ',
  json: 'Provenance',
  filesNote:
    'CSV and NPZ hold ids, labels, classes, norms, scores and where they are from. Labels are as they are: ' +
    'tell a spreadsheet to read them as text.',
  picture: 'The scene',
  png: 'PNG',
  svg: 'SVG',
  pictureNote:
    'As it stands, at twice the pixels, with the axes and their shares and the line below.',
  noPicture: 'The scene is not on show: choose it above.',
  noScene: 'The scene is not drawn yet, so there is nothing to take a picture of.',
  python: 'Python',
  pythonNote: 'Loads exactly these scores. It needs requests and numpy.',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'The browser does not let this page write to the clipboard. Select the text.',
  preparing: 'Preparing…',
  axisTitle: (axis: string, title: string) => `${axis}: ${title}`,

  said: {
    taken: (n: string, set: string) => `${of(n, set)} selected.`,
    switched: (before: string, n: string, set: string) =>
      `${of(n, set)} selected, in place of ${before}: a selection is of one point set.`,
    emptied: 'The selection is empty.',
    tooLong: 'Too many points for a view; the selection is as it was.',
    group: (n: string, set: string) => `${of(n, set)} kept as group B.`,
    saved: (name: string) => `Saved as ${name}.`,
    copied: 'Script copied.',
    sorted: (name: string, descending: boolean) =>
      `Sorted by ${name}, ${descending ? 'largest' : 'smallest'} first.`,
  },
} as const;
