/** A basis fitted on the server while one waits: its answer comes line by line. */
import { ApiProblem, paths, post, Unreachable } from '../api/client';
import type { BasisOut, FitIn, FitProgress } from '../api/types';
import { STRINGS } from '../strings';

/** How far it is: rows done of all rows, in the step that runs. */
export interface Progress {
  step: string;
  done: number;
  of: number;
}

function parsed(line: string): FitProgress {
  try {
    return JSON.parse(line) as FitProgress;
  } catch {
    throw new Unreachable(STRINGS.fits.broken);
  }
}

/** The lines of a stream, whatever pieces they come in. */
async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += decoder.decode(value, { stream: !done });
      const whole = rest.split('\n');
      rest = whole.pop() ?? '';
      for (const line of whole) if (line.trim() !== '') yield line;
      if (done) break;
    }
    if (rest.trim() !== '') yield rest;
  } finally {
    // Nobody listens any more: the server may stop.
    await reader.cancel().catch(() => undefined);
  }
}

/** Reads to the last line, which has the basis or the problem; a stream without either was broken off. */
export async function readFit(
  body: ReadableStream<Uint8Array>,
  tell: (progress: Progress) => void,
): Promise<BasisOut> {
  for await (const line of lines(body)) {
    const { basis, problem, step, done, of } = parsed(line);
    if (problem) throw new ApiProblem(problem);
    if (basis) return basis;
    if (step != null) tell({ step, done: done ?? 0, of: of ?? 0 });
  }
  throw new Unreachable(STRINGS.fits.broken);
}

export async function fitBasis(
  model: string,
  fit: FitIn,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<BasisOut> {
  const response = await post(paths.bases(model), fit, signal);
  if (!response.body) throw new Unreachable(STRINGS.fits.broken);
  try {
    return await readFit(response.body, tell);
  } catch (error) {
    if (signal.aborted || error instanceof ApiProblem || error instanceof Unreachable) throw error;
    // The connection went in the middle of a line.
    throw new Unreachable(STRINGS.fits.broken);
  }
}
