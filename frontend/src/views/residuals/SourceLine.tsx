import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import styles from './SourceLine.module.css';
import type { ReadyResiduals } from './useReady';

const { residuals: text } = STRINGS;

/** Of what the numbers are, in a line that stays when the panel is folded away. */
export function SourceLine({ ready: { model, capture, site, basis } }: { ready: ReadyResiduals }) {
  return (
    <p className={styles.source} data-testid="provenance">
      <b>{model.name}</b>
      <span title={text.revision(model.revision)}>{model.revision.slice(0, 8)}</span>
      <span title={capture.source}>{capture.title}</span>
      <span title={site.hook}>{text.site(site)}</span>
      <span title={text.checksum(basis.name, basis.checksum)}>{text.basisName(basis.name)}</span>
      <span>{text.tokens(count(capture.n_prompts), count(capture.n_tokens))}</span>
    </p>
  );
}
