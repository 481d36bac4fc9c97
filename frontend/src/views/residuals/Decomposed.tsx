/** Residuals as mean + position + context + rest at every stop, or why that cannot be told. */
import { useMemo } from 'react';
import type { SiteOut } from '../../api/types';
import type { Chart as Figure } from '../../figures/chart';
import { type DepthInput, partColors } from '../../figures/residuals/depth';
import { PART_NAMES, partsChart, ranksChart } from '../../figures/residuals/depthCharts';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import { DepthCard } from './DepthCard';
import own from './DepthStage.module.css';
import styles from './Figures.module.css';

const t = STRINGS.residualsFigures.depth;
const PAPER = 'https://arxiv.org/abs/2310.04861';

interface Props {
  place: DepthInput;
  sites: readonly SiteOut[];
  draw: (figure: Figure, testId: string) => React.ReactNode;
}

export function Decomposed({ place: { stops, here, theme }, sites, draw }: Props) {
  const parts = useMemo(
    () => partsChart({ stops, here, theme, sites }),
    [stops, here, theme, sites],
  );
  const ranks = useMemo(
    () => ranksChart({ stops, here, theme, sites }),
    [stops, here, theme, sites],
  );
  const known = sites.find(({ decomposition }) => decomposition)?.decomposition;
  if (!known) {
    return (
      <DepthCard title={t.parts.title} testId="depth-parts">
        <p className={styles.note} data-testid="no-decomposition">
          {t.parts.missing}
        </p>
      </DepthCard>
    );
  }
  const without = sites.filter(({ decomposition }) => !decomposition).map(({ name }) => name);
  const colors = partColors(theme);
  return (
    <>
      <DepthCard
        title={t.parts.title}
        testId="depth-parts"
        note={
          <>
            {t.parts.note(count(known.n_prompts), count(known.n_positions))}{' '}
            <a href={PAPER} rel="noreferrer" target="_blank">
              {t.parts.source}
            </a>
            . {without.length > 0 && t.parts.missingAt(without.join(', '))}
          </>
        }
      >
        <ul className={own.parts}>
          {PART_NAMES.map((part) => (
            <li key={part} title={t.parts.what[part]}>
              <span style={{ background: colors[part] }} aria-hidden="true" />
              {t.parts.names[part]}
            </li>
          ))}
        </ul>
        {draw(parts, 'chart-parts')}
      </DepthCard>
      <DepthCard title={t.ranks.title} testId="depth-ranks" note={t.ranks.note}>
        {draw(ranks, 'chart-ranks')}
      </DepthCard>
    </>
  );
}
