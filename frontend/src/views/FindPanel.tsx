import { useEffect } from 'react';
import { useFinding } from '../state/finding';
import { AXIS_NAMES, isDirection } from '../state/view';
import { STRINGS } from '../strings';
import { DirectionCard } from './DirectionCard';
import styles from './Finding.module.css';
import { FocusSection } from './FocusSection';
import { NeighborsSection } from './NeighborsSection';
import { PairSection } from './PairSection';
import { SearchSection } from './SearchSection';
import type { Ready } from './useResolved';

/** Search, what was found, what is near it, two of them, and the directions made of these. */
export function FindPanel({ ready }: { ready: Ready }) {
  const { model, view } = ready;
  const { enter, made } = useFinding();
  useEffect(() => enter(model.name), [enter, model.name]);
  const onAxes = AXIS_NAMES.map((name) => view.axes[name]).filter(isDirection);
  const directions = [...new Set([...(made === undefined ? [] : [made]), ...onAxes])];
  return (
    <div className={styles.panel}>
      <SearchSection ready={ready} />
      <FocusSection ready={ready} />
      {view.focus && <NeighborsSection ready={ready} focus={view.focus} />}
      <PairSection ready={ready} />
      {directions.length > 0 && (
        <section className={styles.group} data-testid="directions">
          <h3>{STRINGS.find.direction}</h3>
          {directions.map((name) => (
            <DirectionCard key={name} ready={ready} name={name} />
          ))}
        </section>
      )}
    </div>
  );
}
