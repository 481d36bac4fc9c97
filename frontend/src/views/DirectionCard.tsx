import { useQuery } from '@tanstack/react-query';
import type { DirectionOut } from '../api/types';
import { directionQuery } from '../data/queries';
import { quote } from '../data/quote';
import { count, percent } from '../figures/shares';
import { isPositions } from '../state/positions';
import { useStore } from '../state/store';
import { AXIS_NAMES, type AxisName } from '../state/view';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import { figure } from './numbers';
import { errorText } from './states';
import { useAllSources } from './useAllSources';
import { useLabels } from './usePoints';
import type { Ready } from './useResolved';

const { find } = STRINGS;

/** A direction: what it is made of, how it lies to the components, and which axis it is on. */
export function DirectionCard({ ready, name }: { ready: Ready; name: string }) {
  const { model, basis, view } = ready;
  const { want, announce } = useStore();
  const { data, error } = useQuery(directionQuery(model, basis, name));
  const put = (axis: AxisName) => {
    want({ axes: { ...view.axes, [axis]: name } });
    announce(find.said.axis(axis, name));
  };
  return (
    <article className={styles.card} data-testid="direction" data-name={name}>
      <div className={styles.headline}>
        <code>{name}</code>
        <fieldset className={styles.axes} aria-label={find.onto}>
          <span aria-hidden="true">{find.onto}</span>
          {AXIS_NAMES.map((axis) => (
            <button
              key={axis}
              type="button"
              className={styles.button}
              data-testid={`direction-${axis}`}
              aria-pressed={view.axes[axis] === name}
              aria-label={find.ontoAxis(axis)}
              onClick={() => put(axis)}
            >
              {axis}
            </button>
          ))}
        </fieldset>
      </div>
      {error && (
        <p className={styles.problem} role="alert">
          {errorText(error).detail}
        </p>
      )}
      {data && (
        <>
          <Recipe ready={ready} direction={data.direction} />
          <Lie cosines={data.cosines} inside={data.share_inside} />
        </>
      )}
    </article>
  );
}

function Lie({ cosines, inside }: { cosines: readonly number[]; inside: number }) {
  const largest = cosines.reduce(
    (best, value, index) => (Math.abs(value) > Math.abs(cosines[best] ?? 0) ? index : best),
    0,
  );
  return (
    <p className={styles.note} data-testid="direction-note">
      {find.notOrthogonal(`PC${largest + 1}`, figure(cosines[largest]))}{' '}
      {find.inside(percent(inside), count(cosines.length))}
    </p>
  );
}

function Recipe({ ready, direction }: { ready: Ready; direction: DirectionOut }) {
  const { plus, minus, norm } = direction;
  const from = useMeanName(ready, minus ?? plus);
  const to = useMeanName(ready, plus);
  return (
    <p className={styles.recipe}>
      {minus ? find.fromTo(from, to) : to}, {find.length(figure(norm))}
    </p>
  );
}

function useMeanName({ model, view }: Ready, mean: DirectionOut['plus']): string {
  const source = useAllSources(model, view).find(({ name }) => name === mean.point_set);
  const labels = useLabels(model, source);
  const [first = 0] = mean.ids;
  if (mean.ids.length > 1) return find.mean(count(mean.ids.length), find.sets(mean.point_set));
  const label = labels?.[first];
  return isPositions(mean.point_set) || label === undefined
    ? find.point(mean.point_set, count(first))
    : quote(label);
}
