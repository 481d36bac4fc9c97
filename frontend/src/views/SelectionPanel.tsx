import type { Ready } from './useResolved';

export function SelectionPanel(_props: { ready: Ready }) {
  return null;
}
