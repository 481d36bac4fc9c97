import type { Ready } from './useResolved';

export default function PlaneStage(_props: { ready: Ready }) {
  return null;
}
