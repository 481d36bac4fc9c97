import { useQuery } from '@tanstack/react-query';
import type { Point } from '../api/types';
import { pairQuery } from '../data/queries';
import { quote } from '../data/quote';
import { count } from '../figures/shares';
import { useFinding } from '../state/finding';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import { MakeDirection } from './MakeDirection';
import { figure } from './numbers';
import { PointName } from './PointName';
import { errorText } from './states';
import { useAllSources } from './useAllSources';
import { samePoint, useNames } from './usePicking';
import { useLabels } from './usePoints';
import type { Ready } from './useResolved';

const { find } = STRINGS;

/** Two points compared, and the way from one to the other. */
export function PairSection({ ready }: { ready: Ready }) {
  const { a, b } = useFinding();
  return (
    <section className={styles.group} data-testid="pair">
      <h3>{find.pair}</h3>
      <div className={styles.slots}>
        <Slot ready={ready} slot="a" />
        <Slot ready={ready} slot="b" />
      </div>
      {a &&
        b &&
        (samePoint(a, b) ? (
          <p className={styles.note}>{find.same}</p>
        ) : (
          <Pair {...{ ready, a, b }} />
        ))}
    </section>
  );
}

function Slot({ ready, slot }: { ready: Ready; slot: 'a' | 'b' }) {
  const { model, view } = ready;
  const point = useFinding((state) => state[slot]);
  const set = useFinding((state) => state.set);
  const announce = useStore((state) => state.announce);
  const sources = useAllSources(model, view);
  const labels = useLabels(
    model,
    sources.find(({ name }) => name === point?.point_set),
  );
  const focusLabels = useLabels(
    model,
    sources.find(({ name }) => name === view.focus?.point_set),
  );
  const nameOf = useNames(focusLabels, quote);
  const letter = slot.toUpperCase();
  return (
    <div className={styles.slot}>
      <b>{letter}</b>
      <span className={styles.name} data-testid={`slot-${slot}-name`}>
        {point ? (
          <PointName set={point.point_set} id={point.id} label={labels?.[point.id]} />
        ) : (
          <span className={styles.faint}>{find.emptySlot}</span>
        )}
      </span>
      <button
        type="button"
        className={styles.button}
        data-testid={`slot-${slot}`}
        title={find.toSlotWhat(letter)}
        disabled={!view.focus}
        onClick={() => {
          if (!view.focus) return;
          set(slot === 'a' ? { a: view.focus } : { b: view.focus });
          announce(find.said.slot(letter, nameOf(view.focus)));
        }}
      >
        {find.toSlot(letter)}
      </button>
    </div>
  );
}

function Pair({ ready, a, b }: { ready: Ready; a: Point; b: Point }) {
  const { model } = ready;
  const { data, error } = useQuery(pairQuery(model, a, b));
  if (error) {
    return (
      <p className={styles.problem} role="alert">
        {errorText(error).detail}
      </p>
    );
  }
  if (!data) return <p className={styles.note}>{find.loading}</p>;
  const mean = ({ point_set, id }: Point) => ({ point_set, ids: [id] });
  return (
    <>
      <dl className={styles.facts} data-testid="pair-facts">
        <div>
          <dt>{find.cosine}</dt>
          <dd>{figure(data.cosine)}</dd>
        </div>
        <div>
          <dt>{find.distance}</dt>
          <dd>{figure(data.distance)}</dd>
        </div>
        <div>
          <dt>{find.norms}</dt>
          <dd>
            {figure(data.norm_a)} · {figure(data.norm_b)}
          </dd>
        </div>
      </dl>
      <p className={styles.note}>
        {find.chance(figure(data.chance_low), figure(data.chance_high), count(model.d_model))}
      </p>
      <div className={styles.buttons}>
        <MakeDirection
          ready={ready}
          testId="direction-pair"
          label={find.difference}
          recipe={{ plus: mean(b), minus: mean(a) }}
        />
      </div>
    </>
  );
}
