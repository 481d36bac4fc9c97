import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Metric, Point } from '../api/types';
import { largestCosine } from '../data/chance';
import { neighborsQuery, pairQuery } from '../data/queries';
import { quote } from '../data/quote';
import { count } from '../figures/shares';
import { useFinding } from '../state/finding';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import { PlusIcon } from './icons';
import { figure } from './numbers';
import { PointName } from './PointName';
import { errorText } from './states';
import { useAllSources } from './useAllSources';
import { lookAt, pick, useNames } from './usePicking';
import { useLabels } from './usePoints';
import type { Ready } from './useResolved';

const { find } = STRINGS;
const COUNTS = ['10', '20', '50'];
const METRICS: readonly Metric[] = ['cosine', 'euclidean'];

/** The points nearest to the one looked at, in all dimensions. */
export function NeighborsSection({ ready, focus }: { ready: Ready; focus: Point }) {
  const { model, view } = ready;
  const { metric, k, set, among: wanted } = useFinding();
  // Another width is another space.
  const width = model.point_sets.find(({ name }) => name === focus.point_set)?.d;
  const sets = model.point_sets.filter(({ name, d }) => d === width && name !== 'token_types');
  const among = sets.some(({ name }) => name === wanted) ? wanted : 'tokens';
  const source = useAllSources(model, view).find(({ name }) => name === among);
  const labels = useLabels(model, source);
  const nameOf = useNames(labels, quote);
  const others = Math.max(1, (source?.n ?? 1) - (among === focus.point_set ? 1 : 0));
  const answer = useQuery(neighborsQuery(model, focus, among, metric, k));
  // A point beside itself: only what chance would give is of interest.
  const chance = useQuery(pairQuery(model, focus, focus)).data;
  const neighbors = answer.data?.neighbors ?? [];

  return (
    <section className={styles.group} data-testid="neighbors">
      <h3>{find.neighbors}</h3>
      <div className={styles.three}>
        <NativeSelect
          label={find.among}
          data-testid="neighbors-in"
          value={among}
          data={sets.map(({ name }) => name)}
          onChange={(event) => set({ among: event.currentTarget.value })}
        />
        <NativeSelect
          label={find.metric}
          data-testid="neighbors-metric"
          value={metric}
          data={METRICS.map((each) => ({ value: each, label: find.metrics[each] }))}
          onChange={(event) => set({ metric: event.currentTarget.value as Metric })}
        />
        <NativeSelect
          label={find.k}
          data-testid="neighbors-k"
          value={String(k)}
          data={COUNTS}
          onChange={(event) => set({ k: Number(event.currentTarget.value) })}
        />
      </div>
      {answer.isPending && <p className={styles.note}>{find.loading}</p>}
      {answer.error && (
        <p className={styles.problem} role="alert" data-testid="neighbors-problem">
          {errorText(answer.error).detail}
        </p>
      )}
      {answer.data && (
        <>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{find.neighbor}</th>
                <th scope="col">{find.cosine}</th>
                <th scope="col">{find.distance}</th>
                <th scope="col">
                  <span className="visually-hidden">{find.addOne}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {neighbors.map(({ id, cosine, distance }) => {
                const point = { point_set: among, id };
                const name = nameOf(point);
                return (
                  <tr key={id} data-testid="neighbor" data-id={id}>
                    <td>
                      <button
                        type="button"
                        className={styles.link}
                        title={find.lookAt(name)}
                        onClick={() => lookAt(point, name)}
                      >
                        <PointName set={among} id={id} label={labels?.[id]} />
                      </button>
                    </td>
                    <td className={styles.number}>{figure(cosine)}</td>
                    <td className={styles.number}>{figure(distance)}</td>
                    <td>
                      <button
                        type="button"
                        className={styles.icon}
                        aria-label={find.add(name)}
                        title={find.add(name)}
                        onClick={() => pick(among, [id], 'add')}
                      >
                        <PlusIcon />
                      </button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <div className={styles.buttons}>
            <button
              type="button"
              className={styles.button}
              data-testid="neighbors-add"
              onClick={() =>
                pick(
                  among,
                  neighbors.map(({ id }) => id),
                  'add',
                )
              }
            >
              {find.addAll}
            </button>
          </div>
          <p className={styles.note} data-testid="neighbors-search">
            {find.found[answer.data.search === 'index' ? 'index' : 'scan']}
            {chance && (
              <>
                {' '}
                {find.chance(
                  figure(chance.chance_low),
                  figure(chance.chance_high),
                  count(width ?? model.d_model),
                )}{' '}
                {find.chanceNearest(count(others), figure(largestCosine(model.d_model, others)))}
              </>
            )}
          </p>
        </>
      )}
    </section>
  );
}
