/** Prompts of one's own, and captures that are not there yet. */

export const PROMPTS = {
  field: 'A prompt of your own',
  private: 'Known only to who has its link',
  public: 'Listed for everyone',
  whoSees: 'Who can see it',
  seen: { private: 'Private to its link', public: 'Public' },
  add: 'Add and colour',
  adding: 'Sending…',
  tooLong: (n: string, most: string) => `${n} tokens, and the model reads ${most} at most.`,
  what: 'The prompt',
  said: (title: string) => `“${title}” is added.`,

  mine: 'Yours',
  others: 'Everyone’s',
  none: 'None yet. What you add is kept here under your name.',
  noOthers: 'Nobody has made a prompt public yet.',
  by: (owner: string, tokens: string) => `${owner} · ${tokens} tokens`,
  tokens: (tokens: string) => `${tokens} tokens`,
  open: (title: string) => `Show “${title}”`,
  capture: 'Capture it',
  publish: 'Make public',
  hide: 'Make private',
  delete: 'Delete',
  sure: 'Delete for good',
  keep: 'Keep it',
  deleted: 'The prompt is deleted, and what was captured of it.',

  noneTitle: (model: string) => `Nothing of ${model} has been captured yet`,
  noneWhat:
    'A worker reads prompts with the model once and keeps its residual stream, which is then looked at here without running the model again.',
  sets: 'Prompts that can be captured',
  size: (prompts: string, tokens: string) => `${prompts} prompts, ${tokens} tokens`,
  captureSet: 'Capture',
  noSets: 'This model has no prompts on this server. A file of them, one a line, is added so:',
  command: (model: string) => `residview add DIRECTORY --name ${model} --prompts FILE`,

  makingTitle: (title: string) => `“${title}” is being captured`,
  makingWhat: 'It opens here by itself when it is done.',
  undoneTitle: (title: string) => `“${title}” is not captured`,
} as const;
