import { NativeSelect } from '@mantine/core';
import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { inCapture } from '../../state/residuals/view';
import { STRINGS } from '../../strings';
import controls from '../Controls.module.css';
import type { ReadyResiduals } from './useReady';

const { residuals: text } = STRINGS;

/** Whose residuals: prompts that were captured. One that is private to its link is listed while it is open. */
export function CapturePicker({ ready: { captures, capture } }: { ready: ReadyResiduals }) {
  const want = useResiduals((state) => state.want);
  const listed = captures.some(({ name }) => name === capture.name);
  const all = listed ? captures : [...captures, capture];
  return (
    <>
      <NativeSelect
        label={text.prompts}
        data-testid="capture-select"
        value={capture.name}
        data={all.map(({ name, title, parts, ready }) => ({
          value: name,
          label: text.withParts(ready ? title : text.unfinished(title), parts),
        }))}
        onChange={(event) => want(inCapture(event.currentTarget.value))}
      />
      <p className={controls.note}>
        {capture.source}{' '}
        {capture.n_shown < capture.n_prompts &&
          text.someShown(count(capture.n_prompts), count(capture.n_shown))}
      </p>
    </>
  );
}
