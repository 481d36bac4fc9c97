/** Work that a worker does: waiting, progress, ends. */

export const RUNS = {
  waiting: (ahead: number) =>
    ahead === 0
      ? 'Next in the queue.'
      : `${ahead} ${ahead === 1 ? 'run waits' : 'runs wait'} before this one.`,
  running: 'Running…',
  step: (step: string, done: string, of: string) =>
    of === '0' ? `${step}…` : `${step}: ${done} of ${of}`,
  again: (attempts: number) => `Attempt ${attempts}.`,
  noWorker:
    'No worker runs on this server, so nothing new can be made now. What is stored can be opened. `residview worker` starts one; it needs the models extra.',
  cancel: 'Cancel',
  cancelled: 'Called off.',
  retry: 'Try again',
  failed: 'It did not come to an end.',
  progress: 'Progress',
  lost: 'The connection that tells of its progress broke.',
  look: 'Look again',
} as const;
