import type { Theme } from '../api/types';
import { STRINGS } from '../strings';
import { LoadingState } from './states';

export default function GuidePage(_props: { systemTheme: Theme }) {
  return <LoadingState text={STRINGS.labels.guide} />;
}
