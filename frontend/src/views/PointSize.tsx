import { useStore } from '../state/store';
import { DEFAULT_SIZE, SIZE_LIMITS } from '../state/view';
import { STRINGS } from '../strings';
import styles from './Toggles.module.css';

// Equal steps of the slider multiply by equal factors.
const { log2 } = Math;
const STEP = 0.25;

const text = (size: number) => `${Number(size.toFixed(2))} ×`;

export function PointSize({ size }: { size: number }) {
  const { want } = useStore();
  return (
    <div className={styles.slider}>
      <label htmlFor="point-size">{STRINGS.camera.size}</label>
      <input
        id="point-size"
        type="range"
        data-testid="point-size"
        min={log2(SIZE_LIMITS.least)}
        max={log2(SIZE_LIMITS.most)}
        step={STEP}
        value={log2(size)}
        aria-valuetext={STRINGS.camera.sizeText(text(size))}
        onChange={(event) => {
          const wanted = 2 ** Number(event.currentTarget.value);
          want({ size: Number(wanted.toFixed(4)) });
        }}
        onDoubleClick={() => want({ size: DEFAULT_SIZE })}
      />
      <output htmlFor="point-size">{text(size)}</output>
    </div>
  );
}
