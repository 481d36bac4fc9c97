import { useState } from 'react';
import { snippet } from '../data/snippet';
import { useStore } from '../state/store';
import { AXIS_NAMES } from '../state/view';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import own from './PythonScript.module.css';
import { toClipboard } from './save';
import { originOf } from './useExtract';
import type { Points } from './usePoints';
import type { Ready } from './useResolved';

const { selection: text } = STRINGS;

interface Props {
  ready: Ready;
  points: Points;
  whole: boolean;
}

/** The scores on show as a script that asks this server for them. */
export function PythonScript({ ready, points, whole }: Props) {
  const announce = useStore((state) => state.announce);
  const [copied, setCopied] = useState<{ script: string; done: boolean }>();
  const { view } = ready;
  const origin = originOf(ready, points);
  const script = snippet({
    server: window.location.origin,
    model: origin.model,
    basis: origin.basis,
    pointSet: origin.pointSet,
    v: origin.v,
    labelsV: points.source.checksum,
    axes: AXIS_NAMES.map((name) => view.axes[name]),
    ids: whole ? undefined : view.selection?.ids,
  });
  // What was copied before the view changed is not this script.
  const done = copied?.script === script ? copied.done : undefined;
  const copy = async () => {
    const taken = await toClipboard(script);
    setCopied({ script, done: taken });
    announce(taken ? text.said.copied : text.notCopied);
  };
  return (
    <>
      <div className={styles.headline}>
        <h4>{text.python}</h4>
        <button
          type="button"
          className={styles.button}
          data-testid="copy-script"
          onClick={() => void copy()}
        >
          {done ? text.copied : text.copy}
        </button>
      </div>
      <p className={styles.note}>{done === false ? text.notCopied : text.pythonNote}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to */}
      <pre className={own.script} data-testid="script" tabIndex={0}>
        {script}
      </pre>
    </>
  );
}
