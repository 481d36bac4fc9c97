/** Directions: mixing them, making them, keeping them, and what people say of them. */

const plural = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

export const DIRECTIONS = {
  tokenPlaceholder: 'Part of a token',
  otherToken: (name: string) => `Choose another token than ${name}`,

  current: 'The direction on show',
  component: (component: number) => `PC${component}`,
  mix: (n: number) => `A mix of ${plural(n, 'component', 'components')}`,
  made: (name: string) => `Made of tokens, ${name}`,
  by: (owner: string) => `by ${owner}`,
  tabs: 'What to do with directions',
  tab: { mix: 'Mix', make: 'Make', saved: 'Saved', near: 'Near' },

  mixing: {
    what: 'Weights of the components; the mix is made a unit vector. It changes as you drag.',
    weight: (component: number) => `Weight of component ${component}`,
    exact: (component: number) => `Weight of component ${component}, as a number`,
    more: (n: number) => `Show ${n} more`,
    reset: 'Reset',
    resetWhat: 'Back to the direction that stood before',
    random: 'Random',
    clear: 'Clear',
    none: 'All weights are zero: the last direction stays.',
    stored: 'A stored direction is on show. Moving a slider begins a mix.',
    beyond: (n: number) =>
      `${plural(n, 'component', 'components')} of the direction lie beyond these.`,
    said: {
      random: 'Random weights.',
      reset: 'The direction from before.',
      clear: 'All weights are zero.',
    },
  },

  make: {
    means: 'Difference of means',
    meansWhat:
      'From the mean residual of one set of tokens to that of another, at this site. Without a second set: the mean from the origin.',
    plus: 'Towards',
    minus: 'Away from',
    addFocus: 'Add the token looked at',
    addPrompt: 'Add its prompt',
    noFocus: 'Choose a token in the prompts first',
    every: 'Every shown token that is',
    noneShown: (token: string) => `No shown prompt has ${token}.`,
    full: (most: string) => `${most} tokens are the most a set holds.`,
    empty: 'none yet',
    count: (n: number, prompts: number) =>
      `${plural(n, 'token', 'tokens')} in ${plural(prompts, 'prompt', 'prompts')}`,
    both: (n: number) => `${plural(n, 'token is', 'tokens are')} in both sets.`,
    more: (n: number) => `and ${n} more`,
    clear: 'Empty',
    swap: 'Swap the two',
    title: 'Title',
    save: 'Save and show',
    meansTitle: (plus: string, minus: string | undefined) =>
      minus === undefined ? `mean of ${plus}` : `${plus} − ${minus}`,

    tokens: 'A token, or two',
    tokensWhat: 'A row of the embedding or the unembedding, or the difference of two.',
    show: 'Show it',
    showing: 'Making it…',
    tied: 'W_E, which is W_U too',
  },

  upload: {
    heading: 'From a file',
    what: (d: string) =>
      `One vector of ${d} numbers: a JSON array, .npy or .safetensors. It is made a unit vector.`,
    choose: 'Choose a file',
    drop: 'or drop one here',
    dropped: (name: string, size: string) => `${name}, ${size}`,
    other: 'Another file',
    space: 'It lies in',
    residual: 'the residual stream',
    send: 'Upload',
    sending: 'Sending…',
  },

  download: {
    as: 'Download',
    format: (format: string) => `Download as .${format}`,
  },

  saving: {
    what: 'A direction',
    open: 'Save it',
    title: 'Title',
    titleHint: 'Unique among your own',
    description: 'What you take it to be',
    save: 'Save',
    saving: 'Saving…',
    cancel: 'Cancel',
    said: (title: string) => `Saved “${title}”.`,
  },

  saved: {
    search: 'Search',
    searchHint: 'Title, owner or description',
    mine: 'Mine',
    all: 'Everyone’s',
    whose: 'Whose',
    total: (n: number) => plural(n, 'direction', 'directions'),
    none: 'Nobody has saved one yet. Mix or make one, and save it.',
    noneMine: 'You have saved none yet.',
    noneFound: (q: string) => `Nothing matches “${q}”.`,
    more: 'Show more',
    loading: 'Asking the server…',
    show: (title: string) => `Show the prompts by ${title}`,
    shown: 'on show',
    yours: 'yours',
    otherSpace: (space: string) => `Lies in the space of ${space}; choose that site to see it.`,
    open: 'Details',
    close: 'Less',
    descriptions: (n: number) => plural(n, 'description', 'descriptions'),
    noDescription: 'Nobody has said yet what it is.',
    rename: 'Rename',
    remove: 'Delete',
    removeSure: 'Delete it',
    removeWhat:
      'Lists no longer show it; links that were made of it do. Descriptions and votes go with it.',
    keep: 'Keep it',
    save: 'Save',
    cancel: 'Cancel',
    newTitle: 'New title',
    how: {
      mix: (n: number, site: string) => `${plural(n, 'component', 'components')} at ${site}`,
      tokens: (site: string) => `a difference of means at ${site}`,
      points: 'rows of the model’s tables',
      named: 'another stored direction',
      values: 'numbers',
      upload: 'a file',
    },
    made: (how: string) => `Made of ${how}.`,
    said: {
      shown: (title: string) => `Prompts coloured by “${title}”.`,
      removed: (title: string) => `“${title}” deleted.`,
      renamed: (title: string) => `Its title is “${title}” now.`,
    },
  },

  describing: {
    what: 'A description',
    yours: 'Your description',
    hint: 'What do you take it to be? Plain text.',
    add: 'Describe it',
    edit: 'Change yours',
    save: 'Save',
    cancel: 'Cancel',
    retract: 'Take it back',
    droppedVotes: 'Changed, it loses the votes it has.',
    by: (author: string) => `– ${author}`,
    you: 'you',
    said: { saved: 'Description saved.', retracted: 'Description taken back.' },
  },

  votes: {
    what: 'A vote',
    group: (author: string) => `Votes on ${author}’s description`,
    up: (n: number) => `${plural(n, 'vote', 'votes')} up`,
    down: (n: number) => `${plural(n, 'vote', 'votes')} down`,
    hint: 'Once more takes it back',
    own: 'Votes on it are for others',
  },

  near: {
    what: 'What lies nearest to the direction on show, by the size of the cosine.',
    chance: (value: string) =>
      `By chance: 95 of 100 random directions have a cosine below ${value} in size with any one of these.`,
    saved: 'Saved directions',
    components: 'Components',
    raises: 'Raises most',
    lowers: 'Lowers most',
    logits: 'Next tokens by W_U; beside each the logit it gains by one step along the direction',
    embedding: 'Tokens by W_E',
    along: 'Along it',
    against: 'Against it',
    none: 'None.',
    cosine: 'cosine',
    logit: 'logit',
  },
} as const;
