/** The flat pictures: two components, each component against position, cosines of positions. */

export const FLAT = {
  plane: {
    label: (what: string, x: string, y: string) =>
      `Scatter plot of two components, ${x} and ${y}. ${what}`,
    role: 'scatter plot',
    keys: 'Arrow keys move the picture, plus and minus zoom, R shows all. Shift and drag, or the Select button, picks points.',
    hint: 'Drag to move · scroll to zoom · Shift-drag to select',
    hintTouch: 'Drag to move · pinch to zoom · tap a point',
    mode: 'What dragging does',
    move: 'Move',
    select: 'Select',
    which: 'Points that a box selects',
    closer: 'Closer',
    away: 'Further away',
    all: 'Show all',
    range: 'Select by numbers',
    from: (axis: string) => `${axis} from`,
    to: (axis: string) => `${axis} to`,
    pick: 'Select these',
    clear: 'Clear the selection',
    picked: (n: string, set: string) => `${n} ${set} selected.`,
    none: (set: string) => `No ${set} in this box.`,
    cleared: 'Selection cleared.',
    tooLong:
      'These are too many scattered ids to keep in a link. Draw a smaller box, or one on another pair of components.',
    badRange: 'Both ends of both ranges have to be numbers, the first below the second.',
    axes: 'axes',
  },
  curves: {
    count: 'How many',
    first: (n: number) => `First ${n}`,
    chosen: 'On the axes',
    without0: 'Fit the height to positions from 1 on',
    put: (axis: string, name: string) => `Put ${name} on the ${axis} axis`,
    label: (name: string, share: string, n: number) =>
      `${name}, ${share}, against position, for ${n} positions.`,
    direction: 'a direction',
    above: (value: string) => `0: ${value} ↑`,
    below: (value: string) => `0: ${value} ↓`,
    axis: 'position',
    none: 'This model has no table of positions, so there is nothing to draw against position. The plane and the scene show its tokens.',
    chance: (share: string) =>
      `Shares are of the fitted rows; ${share} along PC1 if no direction were preferred. Curves of rows in random order would look like noise: smooth ones are what has been learned.`,
    readout: (position: number) => `position ${position}`,
  },
  gram: {
    raw: 'Raw',
    centered: 'Centred',
    kind: 'Cosines from',
    label: (n: number, low: string, high: string) =>
      `Heat map of the cosines of ${n} positions with each other, from ${low} to ${high}.`,
    chance: (range: string, d: number) =>
      `Two random directions in ${d} dimensions have cosines within ±${range} nine times in ten.`,
    all: (n: string) => `every position, ${n} in all`,
    every: (step: number, n: string, all: string) =>
      `every ${step}${step === 2 ? 'nd' : step === 3 ? 'rd' : 'th'} position, ${n} of ${all}`,
    i: 'position',
    j: 'and position',
    cosine: 'cosine',
    noDirection: 'no direction',
    beyond: 'beyond chance',
    within: 'within chance',
    axis: 'position',
    table: (step: number) => `Cosines of positions, every ${step}th`,
    none: 'This model has no table of positions, so there are no cosines of positions to show.',
    about: { raw: 'from the origin', centered: 'from the mean of all positions' },
    title: 'cosines of positions',
    basisFree: 'no basis takes part',
    note: 'Rows of the table of positions, position 0 included.',
    hover: 'positions %{x} and %{y}: %{z:.3f}<extra></extra>',
  },
} as const;
