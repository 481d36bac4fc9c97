/** Links: made, opened, remembered, embedded. */

export const LINKS = {
  details: 'Title and note',
  title: 'Title',
  note: 'Note',
  left: (n: number) => (n === 1 ? '1 character left' : `${n} characters left`),
  over: (n: number) => (n === 1 ? '1 character too many' : `${n} characters too many`),
  plain: 'Both are plain text, shown to whoever opens the link.',
  embed: 'Copy embed code',
  embedCopied: 'Embed code copied',
  embedCode: 'Code for a page of yours',
  embedSaid: 'Embed code copied.',
  frameTitle: 'A view of embeddings, Residview',
  caption: 'What the link says of itself',
  more: 'Whole note',
  less: 'Shorter',
  nearest: (model: string, basis: string) => `Show ${model}, basis ${basis}`,
  back: 'View in Residview',
  preview: 'A still picture of this view; it starts once it is in sight.',
  pageTitle: (title: string) => `${title} – Residview`,
} as const;

export const HISTORY = {
  open: 'Recent views',
  title: 'Views you looked at',
  what: 'The last thirty, newest first. They are kept in this browser alone, and in no link.',
  empty: 'None yet. Each view you stay with is listed here.',
  blocked: 'This browser does not let the page keep anything, so nothing is listed after a reload.',
  remove: (what: string) => `Forget ${what}`,
  clear: 'Forget all',
  cleared: 'All recent views forgotten.',
  removed: 'Forgotten.',
  close: 'Close',
  line: (model: string, basis: string) => `${model} · ${basis}`,
} as const;
