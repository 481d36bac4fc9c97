import type { Ready } from './useResolved';

export default function CurvesStage(_props: { ready: Ready }) {
  return null;
}
