/** How many components are measured: by slider, by number, a step at a time. */
import { useId } from 'react';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './KChoice.module.css';

export function useK(most: number) {
  const want = useStore((state) => state.want);
  return (value: number) => {
    const k = Math.min(most, Math.max(1, Math.round(value)));
    if (Number.isFinite(k) && k !== useStore.getState().wanted.k) want({ k });
  };
}

export function KChoice({ k, most }: { k: number; most: number }) {
  const id = useId();
  const choose = useK(most);
  const announce = useStore((state) => state.announce);
  const say = () => announce(STRINGS.measures.said(useStore.getState().wanted.k));
  return (
    <div className={styles.choice}>
      <label htmlFor={id}>{STRINGS.measures.components(most)}</label>
      <input
        id={id}
        type="range"
        min={1}
        max={most}
        value={k}
        data-testid="k-slider"
        onChange={(event) => choose(event.currentTarget.valueAsNumber)}
      />
      <input
        type="number"
        min={1}
        max={most}
        value={k}
        data-testid="k-number"
        aria-label={STRINGS.measures.components(most)}
        onChange={(event) => choose(event.currentTarget.valueAsNumber)}
        onBlur={say}
      />
    </div>
  );
}
