import styles from './DirectionsPanel.module.css';
import { MeansSection } from './MeansSection';
import { TokenDirection } from './TokenDirection';
import { UploadDirection } from './UploadDirection';
import type { ReadyResiduals } from './useReady';

/** Directions out of what is at hand: tokens of the prompts, rows of the tables, a file. */
export function MakePanel({ ready }: { ready: ReadyResiduals }) {
  return (
    <div className={styles.making}>
      <MeansSection ready={ready} />
      <TokenDirection ready={ready} />
      <UploadDirection ready={ready} />
    </div>
  );
}
