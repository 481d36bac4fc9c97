/** Where in the network one looks: how deep, at which part, at which head. */
import { NativeSelect } from '@mantine/core';
import { across, headsOf, type Line, lineOf, linesOf, stopsOf } from '../../state/residuals/sites';
import { useResiduals } from '../../state/residuals/store';
import { STRINGS } from '../../strings';
import controls from '../Controls.module.css';
import { DepthStrip } from './DepthStrip';
import { OtherParts } from './OtherParts';
import styles from './SitePicker.module.css';
import type { ReadyResiduals } from './useReady';

const { residuals: text } = STRINGS;

export function SitePicker({ ready }: { ready: ReadyResiduals }) {
  const { capture, site } = ready;
  const want = useResiduals((state) => state.want);
  const sites = capture.details;
  const lines = linesOf(sites);
  const heads = headsOf(sites, site);
  const go = (to: { line?: Line; head?: number }) => {
    const found = across(sites, site, to);
    if (found) want({ site: found.name });
  };
  return (
    <section className={controls.group}>
      <h2>{text.depth}</h2>
      <DepthStrip stops={stopsOf(sites, site)} site={site} />
      {lines.length > 1 && (
        <NativeSelect
          label={text.part}
          data-testid="part-select"
          value={lineOf(site)}
          data={lines.map((line) => ({ value: line, label: text.lines[line] }))}
          onChange={(event) => go({ line: event.currentTarget.value as Line })}
        />
      )}
      {heads.length > 0 && (
        <fieldset className={styles.heads} aria-label={text.head} data-testid="heads">
          <legend>{text.head}</legend>
          {heads.map((head) => (
            <button
              key={head}
              type="button"
              aria-pressed={head === site.head}
              data-testid={`head-${head}`}
              onClick={() => go({ head })}
            >
              {head}
            </button>
          ))}
        </fieldset>
      )}
      {site.note !== '' && <p className={controls.note}>{site.note}</p>}
      <OtherParts key={capture.name} ready={ready} />
    </section>
  );
}
