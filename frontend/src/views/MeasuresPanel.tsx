/** How concentrated is it? Every number beside what chance would give. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PointSetOut } from '../api/types';
import { subspaceQuery } from '../data/queries';
import { fitText } from '../figures/provenance';
import { count } from '../figures/shares';
import { positionsOf } from '../state/positions';
import { MAX_SUBSPACE } from '../state/resolve';
import { STRINGS } from '../strings';
import { Concentration } from './Concentration';
import { KChoice } from './KChoice';
import { Wait } from './MeasureBlock';
import styles from './MeasuresPanel.module.css';
import { NearestPairs } from './NearestPairs';
import { PointShares } from './PointShares';
import { PrincipalAngles } from './PrincipalAngles';
import { RowNorms } from './RowNorms';
import { Scree } from './Scree';
import { Spectra } from './Spectra';
import { useMeasured } from './useMeasured';
import type { Ready } from './useResolved';

const t = STRINGS.measures;

export function MeasuresPanel({ ready }: { ready: Ready }) {
  const { model, basis, view } = ready;
  const { sets, set, choose } = useMeasured(model, basis);
  const most = Math.min(basis.n_components, MAX_SUBSPACE);
  const has = (name: string) => model.point_sets.some((each) => each.name === name);
  return (
    <div className={styles.panel} data-testid="measures">
      <div className={styles.choices}>
        {set && (
          <NativeSelect
            label={t.measured}
            data-testid="measured-set"
            value={set.name}
            data={sets.map(({ name, n }) => ({
              value: name,
              label: t.rows(STRINGS.find.sets(name), count(n)),
            }))}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        )}
        <KChoice k={view.k} most={most} />
        {set && basis.fitted_on === set.name && (
          <p className={styles.note}>{t.sameRows(set.name)}</p>
        )}
        {set && basis.fitted_on === 'both' && <p className={styles.note}>{t.partly}</p>}
      </div>
      {set ? (
        <OfSubspace ready={ready} set={set} />
      ) : (
        <p className={styles.note}>{t.notMeasurable}</p>
      )}
      <Scree ready={ready} />
      {positionsOf(model) ? (
        <>
          <RowNorms ready={ready} />
          {has('positions') && has('tokens') ? (
            <NearestPairs ready={ready} />
          ) : (
            <p className={styles.note}>{has('tokens') ? t.noPairs : t.noTokens}</p>
          )}
        </>
      ) : (
        <p className={styles.note} data-testid="no-positions">
          {t.noPositions} {STRINGS.noPositions[model.positional_scheme]}
        </p>
      )}
    </div>
  );
}

/** Everything that is told from one answer about the basis and the point set. */
function OfSubspace({ ready, set }: { ready: Ready; set: PointSetOut }) {
  const { model, basis, view } = ready;
  const { data, error, refetch } = useQuery(subspaceQuery(model, basis, set));
  if (!data) return <Wait error={error} retry={() => void refetch()} />;
  const from = [
    t.rows(STRINGS.find.sets(set.name), count(set.n)),
    t.basis(basis.name, fitText(basis)),
  ];
  const k = Math.min(view.k, data.k_max);
  return (
    <>
      <Concentration subspace={data} k={k} theme={view.theme} from={from} />
      <PointShares ready={ready} set={set} subspace={data} k={k} from={from} />
      <PrincipalAngles subspace={data} k={k} theme={view.theme} from={from} />
      <Spectra
        subspace={data}
        from={[t.rows(STRINGS.find.sets(set.name), count(set.n))]}
        scaled={basis.scaled}
      />
    </>
  );
}
