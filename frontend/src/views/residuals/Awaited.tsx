import { STRINGS } from '../../strings';
import { ErrorState, errorText, LoadingState } from '../states';

interface Props {
  error: unknown;
  retry: () => void;
}

/** In place of a picture whose numbers are not here: on their way, or refused and why. */
export function Awaited({ error, retry }: Props) {
  if (!error) return <LoadingState text={STRINGS.residualsFigures.loading} />;
  const { title, detail } = errorText(error);
  return (
    <ErrorState
      title={title}
      detail={detail}
      action={{ label: STRINGS.labels.retry, run: retry }}
    />
  );
}
