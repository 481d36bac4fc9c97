/** Heads and sublayers of prompts whose residual stream is captured: asked for by name, and made by a worker. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { capturePrompts } from '../../api/prompts';
import type { Part } from '../../api/types';
import { useResiduals } from '../../state/residuals/store';
import { STRINGS } from '../../strings';
import controls from '../Controls.module.css';
import finding from '../Finding.module.css';
import { useNamed } from '../people/useNamed';
import { errorText } from '../states';
import { Check } from './Check';
import { Making } from './Making';
import styles from './OtherParts.module.css';
import { useMaking } from './useMaking';
import type { ReadyResiduals } from './useReady';

const { residuals: text } = STRINGS;
const OTHERS = Object.keys(text.parts) as (keyof typeof text.parts)[];

export function OtherParts({ ready: { model, capture } }: { ready: ReadyResiduals }) {
  const want = useResiduals((state) => state.want);
  const named = useNamed();
  const [chosen, setChosen] = useState<readonly Part[]>([]);
  // The same prompts at more sites: what is looked at stays where it is.
  const making = useMaking(model.name, (made) => want({ capture: made }));
  const asking = useMutation({
    mutationFn: () => capturePrompts(model.name, capture.prompt_set, [...capture.parts, ...chosen]),
    onSuccess: making.start,
  });
  const missing = OTHERS.filter((part) => !capture.parts.includes(part));
  if (missing.length === 0) return null;
  const flip = (part: Part) =>
    setChosen((parts) =>
      parts.includes(part) ? parts.filter((each) => each !== part) : [...parts, part],
    );
  return (
    <details className={styles.others} data-testid="other-parts">
      <summary>{text.otherParts}</summary>
      <p className={controls.note}>{text.otherPartsWhat}</p>
      {missing.map((part) => (
        <Check
          key={part}
          testId={`capture-part-${part}`}
          label={text.parts[part]}
          on={chosen.includes(part)}
          flip={() => flip(part)}
        />
      ))}
      <Button
        variant="default"
        data-testid="capture-parts"
        disabled={chosen.length === 0 || asking.isPending || making.run?.state === 'running'}
        onClick={() => named(text.otherPartsNamed, () => asking.mutateAsync())}
      >
        {STRINGS.prompts.captureSet}
      </Button>
      {asking.error && (
        <p className={finding.problem} role="alert">
          {errorText(asking.error).detail}
        </p>
      )}
      <Making making={making} />
    </details>
  );
}
