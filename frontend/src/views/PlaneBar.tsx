/** What is on the plane's axes, what dragging does, and the box by numbers. */
import { type FormEvent, useMemo, useState } from 'react';
import type { Axes, BasisOut } from '../api/types';
import type { SetName } from '../data/columns';
import type { Region } from '../figures/plane';
import { componentText } from '../figures/shares';
import { useStore } from '../state/store';
import { axisName, isDirection } from '../state/view';
import { STRINGS } from '../strings';
import { Either } from './Either';
import { MinusIcon, PlusIcon, ResetIcon } from './icons';
import styles from './PlaneStage.module.css';

const t = STRINGS.flat.plane;
const ZOOM = 1.3;

interface Props {
  basis: BasisOut;
  axes: Axes;
  /** Directions in words, by their names. */
  directions: ReadonlyMap<string, string>;
  sets: readonly SetName[];
  /** Whose points a box selects. */
  set: SetName;
  choose: (set: SetName) => void;
  selecting: boolean;
  setSelecting: (on: boolean) => void;
  zoomBy: (factor: number) => void;
  showAll: () => void;
  whole: Region;
  pick: (box: Region) => void;
  problem: string | undefined;
}

export function PlaneBar(props: Props) {
  const { basis, axes, directions, sets, set, choose, selecting, setSelecting, zoomBy, showAll } =
    props;
  const { want, announce } = useStore();
  const options = useMemo(
    () =>
      Array.from({ length: basis.n_components }, (_, index) => (
        <option key={index + 1} value={index + 1}>
          {componentText(index + 1, basis.variance_shares)}
        </option>
      )),
    [basis],
  );
  const put = (name: 'x' | 'y', text: string) => {
    // A direction is chosen in the panel; here it can only stay.
    if (isDirection(axes[name]) && text === axes[name]) return;
    const component = Number(text);
    want({ axes: { ...axes, [name]: component } });
    announce(STRINGS.said.axis(name, componentText(component, basis.variance_shares)));
  };
  return (
    <div className={styles.bar}>
      {(['x', 'y'] as const).map((name) => (
        <label key={name} className={styles.axis} title={STRINGS.labels.axis(name)}>
          <b>{name}</b>
          <select
            data-testid={`plane-${name}`}
            aria-label={STRINGS.labels.axis(name)}
            value={String(axes[name])}
            onChange={(event) => put(name, event.currentTarget.value)}
          >
            {options}
            {isDirection(axes[name]) && (
              <option value={axes[name]}>{directions.get(axes[name]) ?? axes[name]}</option>
            )}
          </select>
        </label>
      ))}
      <Either
        testId="plane-mode"
        label={t.mode}
        value={selecting ? 'select' : 'move'}
        choices={{ move: t.move, select: t.select }}
        choose={(mode) => setSelecting(mode === 'select')}
      />
      {sets.length > 1 && (
        <select
          data-testid="plane-set"
          aria-label={t.which}
          title={t.which}
          value={set}
          onChange={(event) => choose(event.currentTarget.value as SetName)}
        >
          {sets.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      )}
      <div className={styles.tools}>
        <button
          type="button"
          aria-label={t.closer}
          title={t.closer}
          onClick={() => zoomBy(1 / ZOOM)}
        >
          <PlusIcon />
        </button>
        <button type="button" aria-label={t.away} title={t.away} onClick={() => zoomBy(ZOOM)}>
          <MinusIcon />
        </button>
        <button
          type="button"
          data-testid="plane-all"
          aria-label={t.all}
          title={t.all}
          onClick={showAll}
        >
          <ResetIcon />
        </button>
      </div>
      <PlaneRange whole={props.whole} axes={axes} pick={props.pick} />
      {props.problem && (
        <p className={styles.problem} role="alert">
          {props.problem}
        </p>
      )}
    </div>
  );
}

const ENDS = [
  ['x', 0],
  ['x', 1],
  ['y', 0],
  ['y', 1],
] as const;

/** The box without a pointer; fields left empty reach as far as the points do. */
function PlaneRange({ whole, axes, pick }: Pick<Props, 'whole' | 'axes' | 'pick'>) {
  const [bad, setBad] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [x0, x1, y0, y1] = ENDS.map(([axis, end]) => {
      const text = String(form.get(`${axis}${end}`) ?? '').trim();
      return text === '' ? whole[axis][end] : Number(text.replace('−', '-'));
    }) as [number, number, number, number];
    const good = [x0, x1, y0, y1].every(Number.isFinite) && x0 < x1 && y0 < y1;
    setBad(!good);
    if (good) pick({ x: [x0, x1], y: [y0, y1] });
  };
  return (
    <details className={styles.range} data-testid="plane-range">
      <summary>{t.range}</summary>
      <form onSubmit={submit}>
        {ENDS.map(([axis, end]) => (
          <label key={`${axis}${end}`}>
            {(end === 0 ? t.from : t.to)(`${axis} (${axisName(axes[axis])})`)}
            <input
              name={`${axis}${end}`}
              data-testid={`plane-range-${axis}${end}`}
              inputMode="decimal"
              placeholder={whole[axis][end].toPrecision(3)}
            />
          </label>
        ))}
        <button type="submit" className={styles.plain} data-testid="plane-pick">
          {t.pick}
        </button>
        {bad && (
          <p className={styles.problem} role="alert">
            {t.badRange}
          </p>
        )}
      </form>
    </details>
  );
}
