/** Each component against position: what a helix looks like from the side. */
import { useMemo, useState } from 'react';
import type { Axis } from '../api/types';
import { useScores } from '../data/useScores';
import { curvesProvenance } from '../figures/flatProvenance';
import { chanceShares } from '../figures/scree';
import { percent } from '../figures/shares';
import { positionsOf } from '../state/positions';
import { AXIS_NAMES, axisName, isDirection } from '../state/view';
import { STRINGS } from '../strings';
import { CurveCard } from './CurveCard';
import styles from './CurvesStage.module.css';
import { Either } from './Either';
import { Provenance } from './Provenance';
import { ErrorState, errorText, LoadingState } from './states';
import { useDirectionNames } from './useDirectionNames';
import type { Ready } from './useResolved';

const t = STRINGS.flat.curves;
const COUNTS = ['6', '12', '24', 'axes'] as const;
type Count = (typeof COUNTS)[number];

export default function CurvesStage({ ready }: { ready: Ready }) {
  const { model, basis, view } = ready;
  const [count, setCount] = useState<Count>('6');
  const [without0, setWithout0] = useState(false);
  const [hovered, setHovered] = useState<number>();
  const drawn = positionsOf(model);
  const positions = drawn?.d === basis.d ? drawn : undefined;
  const { axes } = view;
  const shown = useMemo<Axis[]>(() => {
    if (count === 'axes') return [...new Set(AXIS_NAMES.map((name) => axes[name]))];
    const n = Math.min(Number(count), basis.n_components);
    return Array.from({ length: n }, (_, i) => i + 1);
  }, [count, axes, basis]);
  const { columns, error, retry } = useScores(model, basis, positions, shown);
  const directions = useDirectionNames(model, basis, axes);
  const chance = useMemo(() => chanceShares(basis, 1)[0] ?? 0, [basis]);

  if (!positions) {
    return <ErrorState title={STRINGS.stages.curves.what} detail={t.none} />;
  }
  if (error && !columns) {
    const { title, detail } = errorText(error);
    return (
      <ErrorState
        title={title}
        detail={detail}
        action={{ label: STRINGS.labels.retry, run: retry }}
      />
    );
  }
  const said =
    count === 'axes'
      ? `components ${shown.map((axis) => (isDirection(axis) ? (directions.get(axis) ?? axis) : axisName(axis))).join(', ')}`
      : `PC1 to PC${shown.length}`;
  return (
    <div className={styles.layout}>
      <div className={styles.bar}>
        <Either
          testId="curves-count"
          label={t.count}
          value={count}
          choices={{ 6: t.first(6), 12: t.first(12), 24: t.first(24), axes: t.chosen }}
          choose={(each) => setCount(each as Count)}
        />
        <label className={styles.check}>
          <input
            type="checkbox"
            data-testid="curves-without-0"
            checked={without0}
            onChange={(event) => setWithout0(event.currentTarget.checked)}
          />
          {t.without0}
        </label>
      </div>
      <div
        id="scene"
        className={styles.scroll}
        data-testid="curves"
        data-ready={columns !== undefined}
        data-curves={columns?.length ?? 0}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
      >
        {columns ? (
          <>
            <div className={styles.grid} data-many={columns.length > 6}>
              {columns.map((values, i) => {
                const axis = shown[i] ?? 1;
                return (
                  <CurveCard
                    key={axis}
                    axis={axis}
                    directions={directions}
                    values={values}
                    ready={ready}
                    without0={without0}
                    hovered={hovered}
                    onHover={setHovered}
                  />
                );
              })}
            </div>
            <p className={styles.note}>{t.chance(percent(chance))}</p>
          </>
        ) : (
          <LoadingState text={STRINGS.loading.scores} />
        )}
      </div>
      <Provenance
        source={curvesProvenance(model, basis, said)}
        theme={view.theme}
        model={model}
        basis={basis}
      />
    </div>
  );
}
