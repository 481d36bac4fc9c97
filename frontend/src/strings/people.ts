/** Names: taking one, keeping its key, taking it up elsewhere. */

export const PEOPLE = {
  open: 'Take a name',
  openAs: (name: string) => `You are ${name}`,
  close: 'Close',
  title: 'A name',
  whyFor: (what: string) => `${what} is kept under a name, and this browser has none yet.`,
  why: 'What you save, describe and vote on is kept under a name. No password, no address.',
  name: 'Name',
  nameHint: 'One line, up to 40 characters; others see it beside what you save.',
  take: 'Take this name',
  taking: 'Asking…',
  haveKey: 'I have a recovery key',
  noKey: 'I want a new name',
  key: 'Recovery key',
  keyHint: 'It was shown once, when the name was taken.',
  recover: 'Take up this name',

  takenTitle: (name: string) => `You are ${name}`,
  keepKey:
    'This is your recovery key. With it you can take up the name in another browser. It is shown only now: the server keeps no copy that it could show again.',
  copy: 'Copy the key',
  copied: 'Copied',
  kept: 'I have kept it',

  known: (name: string) => `This browser holds the name ${name}.`,
  leave: 'Forget the name in this browser',
  leaveWhat:
    'The name stays taken, and so does what was saved under it. Only its recovery key brings it back.',
  leaveSure: 'Forget it',
  stay: 'Keep it',

  said: {
    taken: (name: string) => `You are ${name}.`,
    left: 'This browser has no name any more.',
  },
} as const;
