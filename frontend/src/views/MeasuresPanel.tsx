import type { Ready } from './useResolved';

export function MeasuresPanel(_props: { ready: Ready }) {
  return null;
}
