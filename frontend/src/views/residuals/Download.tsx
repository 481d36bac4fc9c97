import { useMutation } from '@tanstack/react-query';
import { directionFile, type FileFormat, FORMATS } from '../../api/saved';
import type { DirectionSource } from '../../api/types';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { save } from '../save';
import { errorText } from '../states';
import styles from './DirectionsPanel.module.css';

const { download: text } = STRINGS.directions;

interface Props {
  model: string;
  source: DirectionSource;
}

/** The unit vector, as a file. */
export function Download({ model, source }: Props) {
  const fetching = useMutation({
    mutationFn: (format: FileFormat) => directionFile(model, source, format),
    onSuccess: (file, format) => save(`direction.${format}`, file),
  });
  return (
    <>
      <span className={styles.formats}>
        {text.as}
        {FORMATS.map((format) => (
          <button
            key={format}
            type="button"
            data-testid={`download-${format}`}
            aria-label={text.format(format)}
            onClick={() => fetching.mutate(format)}
          >
            .{format}
          </button>
        ))}
      </span>
      {fetching.error && (
        <p className={finding.problem} role="alert">
          {errorText(fetching.error).detail}
        </p>
      )}
    </>
  );
}
