/** Searching, looking at a point and at two, and what is made of them. */
import type { Metric } from '../api/types';

const plural = (n: string, one: string, many: string) => (n === '1' ? `1 ${one}` : `${n} ${many}`);

const METRICS: Record<Metric, string> = { cosine: 'cosine', euclidean: 'Euclidean distance' };

export const FIND = {
  metrics: METRICS,
  sets: (name: string): string => {
    if (name.startsWith('s-')) return 'the prompt’s sums';
    return name.startsWith('positions@') ? 'mean residuals' : name;
  },
  /** "position 5": what a point is called where it has no string of its own. */
  point: (set: string, id: string): string =>
    set.startsWith('positions')
      ? `position ${id}`
      : set.startsWith('s-')
        ? `sum ${id}`
        : `${set} ${id}`,

  search: 'Search tokens',
  by: 'Match',
  bys: { substring: 'Part of it', exact: 'All of it', regex: 'Regular expression', id: 'Id' },
  placeholder: {
    substring: 'ing',
    exact: ' the',
    regex: '^ [A-Z].*ing$',
    id: '262 or 100-120',
  },
  caseMatters: 'Upper and lower case differ',
  clear: 'Clear the search',
  spaces: 'Spaces count: “␣the” and “the” are two tokens.',
  syntax: 'RE2’s regular expressions: linear time, so no backreferences and no lookaround.',
  hits: (n: string) => plural(n, 'hit', 'hits'),
  noHits: (text: string) => `No token matches ${text}.`,
  searching: 'Searching…',
  failed: (text: string, reason: string) => `${text} was not searched for. ${reason}`,
  unreadable: (part: string) =>
    `“${part}” is no id. Type ids such as 262, or runs such as 100-120.`,
  beyond: (part: string, set: string, last: string) =>
    `“${part}” is out of range: the ${set} have ids 0 to ${last}.`,
  keys: '↑ ↓ move · Enter looks, again flies there · Shift+Enter selects',
  list: 'Hits',
  selectHits: 'Select all hits',
  addHits: 'Add them',

  focus: 'The point looked at',
  noFocus: 'None. Choose a hit, a neighbour, or a point in the scene.',
  letGo: 'Let go',
  fly: 'Fly there',
  hiddenPoint: 'This point is not drawn: its set is hidden.',
  id: 'id',
  kind: 'class',
  norm: 'norm',
  share: 'seen',
  shareWhat: 'Share of its squared distance from the basis’s centre along the axes on show',
  normWhat: 'Length of its row, as in the weights; after scaling, where the basis scales',
  addOne: 'Add to the selection',

  neighbors: 'Nearest in the full space',
  among: 'Among',
  metric: 'By',
  k: 'How many',
  cosine: 'cosine',
  distance: 'distance',
  neighbor: 'point',
  lookAt: (name: string) => `Look at ${name}`,
  add: (name: string) => `Add ${name} to the selection`,
  addAll: 'Add all to the selection',
  found: {
    index: 'Found by the database’s index, ranked exactly.',
    scan: 'Every row was compared.',
  },
  chance: (low: string, high: string, d: string) =>
    `By chance: of two random directions in ${d} dimensions, the cosine lies between ${low} and ${high} nine times in ten.`,
  chanceNearest: (n: string, largest: string) =>
    `The nearest of ${n} random ones would have about ${largest}.`,
  loading: 'Asking the server…',

  pair: 'Two points',
  toSlot: (slot: string) => `Set ${slot}`,
  toSlotWhat: (slot: string) => `Set ${slot} to the point looked at`,
  emptySlot: 'none yet',
  difference: 'Use B − A as a direction',
  norms: 'norms',
  same: 'A and B are the same point.',

  direction: 'Directions',
  making: 'Making it…',
  onto: 'Put it on',
  ontoAxis: (axis: string) => `Put this direction on the ${axis} axis`,
  mean: (n: string, set: string) => `mean of ${n} ${set}`,
  fromTo: (minus: string, plus: string) => `from ${minus} to ${plus}`,
  length: (norm: string) => `length ${norm}`,
  notOrthogonal: (component: string, cosine: string) =>
    `Not at right angles to the components: its largest cosine with one is ${cosine}, with ${component}.`,
  inside: (share: string, n: string) => `The ${n} components hold ${share} of it.`,

  said: {
    focus: (name: string) => `Looking at ${name}.`,
    letGo: 'No point is looked at.',
    flew: (name: string) => `${name} is in the middle.`,
    hits: (n: string) => (n === '0' ? 'No hits.' : `${plural(n, 'hit', 'hits')}.`),
    slot: (slot: string, name: string) => `${slot} is ${name}.`,
    direction: (name: string) => `Direction ${name} made.`,
    axis: (axis: string, name: string) => `${axis} axis: direction ${name}.`,
  },
} as const;
