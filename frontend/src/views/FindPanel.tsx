import type { Ready } from './useResolved';

export function FindPanel(_props: { ready: Ready }) {
  return null;
}
