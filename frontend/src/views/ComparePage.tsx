import type { Theme } from '../api/types';
import { STRINGS } from '../strings';
import { LoadingState } from './states';

export default function ComparePage(_props: { systemTheme: Theme }) {
  return <LoadingState text={STRINGS.labels.compare} />;
}
