import type { Ready } from './useResolved';

export default function GramStage(_props: { ready: Ready }) {
  return null;
}
