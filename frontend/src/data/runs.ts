/** Following a run to its end: server-sent events, each of which is the whole of what is known of it. */
import { Unreachable } from '../api/client';
import { runPaths } from '../api/runs';
import type { RunOut } from '../api/types';
import { STRINGS } from '../strings';

const ENDED: readonly RunOut['state'][] = ['done', 'failed', 'cancelled'];

export const hasEnded = ({ state }: Pick<RunOut, 'state'>): boolean => ENDED.includes(state);

/** Tells of every change, and resolves with how it ended; it ends with an AbortError where nobody listens. */
export function followRun(
  name: string,
  tell: (run: RunOut) => void,
  signal: AbortSignal,
): Promise<RunOut> {
  return new Promise((resolve, reject) => {
    const events = new EventSource(runPaths.events(name));
    const stop = () => {
      events.close();
      reject(new DOMException('nobody listens', 'AbortError'));
    };
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    const leave = () => {
      events.close();
      signal.removeEventListener('abort', stop);
    };
    events.addEventListener('run', (event) => {
      const run = JSON.parse(String(event.data)) as RunOut;
      tell(run);
      if (!hasEnded(run)) return;
      leave();
      resolve(run);
    });
    events.onerror = () => {
      // The browser connects again by itself, unless the server answered and refused.
      if (events.readyState !== EventSource.CLOSED) return;
      leave();
      reject(new Unreachable(STRINGS.runs.lost));
    };
  });
}
