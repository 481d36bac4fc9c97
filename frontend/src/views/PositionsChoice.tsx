import { NativeSelect } from '@mantine/core';
import type { ModelOut } from '../api/types';
import { count } from '../figures/shares';
import { isPositions, meansOf } from '../state/positions';
import { useStore } from '../state/store';
import { DEFAULT_POSITIONS } from '../state/view';
import { STRINGS } from '../strings';
import styles from './BasisChoice.module.css';
import { useMeansOver } from './useMeansOver';

const t = STRINGS.positions;

/** What is drawn as positions, where there is more than the model's own table to choose from. */
export function PositionsChoice({ whole, positions }: { whole: ModelOut; positions: string }) {
  const { want, announce } = useStore();
  const over = useMeansOver(whole, positions);
  const sets = whole.point_sets.filter(({ name }) => isPositions(name));
  const byPrompts = new Map<string, { name: string; site: string }[]>();
  for (const { name } of sets) {
    const means = meansOf(name);
    if (!means) continue;
    const others = byPrompts.get(means.promptSet) ?? [];
    byPrompts.set(means.promptSet, [...others, { name, site: means.site }]);
  }
  if (byPrompts.size === 0) return null;
  const hasTable = sets.some(({ name }) => name === DEFAULT_POSITIONS);
  const means = meansOf(positions);
  return (
    <div className={styles.choice}>
      <NativeSelect
        label={t.label}
        data-testid="positions-select"
        value={positions}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          want({ positions: chosen });
          announce(t.said(chosen === DEFAULT_POSITIONS ? t.own(hasTable) : chosen));
        }}
      >
        <option value={DEFAULT_POSITIONS}>{t.own(hasTable)}</option>
        {[...byPrompts].map(([prompts, sites]) => (
          <optgroup key={prompts} label={t.means(prompts)}>
            {sites.map(({ name, site }) => (
              <option key={name} value={name}>
                {t.site(site, prompts)}
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
      {means && (
        <p className={styles.note} data-testid="positions-text">
          {t.what(means.site, means.promptSet, over === undefined ? undefined : count(over))}
        </p>
      )}
    </div>
  );
}
