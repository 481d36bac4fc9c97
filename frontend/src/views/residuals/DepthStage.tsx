/** The direction followed through the layers, and what the residuals are made of at each of them. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { depthQuery } from '../../data/residuals/depth';
import { useDirection } from '../../data/residuals/useDirection';
import type { Chart as Figure } from '../../figures/chart';
import { stopAt } from '../../figures/residuals/depth';
import { shareChart, sizesChart } from '../../figures/residuals/depthCharts';
import { residualsProvenance } from '../../figures/residuals/provenance';
import { EMBEDDINGS_PATH } from '../../state/address';
import { inStream } from '../../state/residuals/resolve';
import { useResiduals } from '../../state/residuals/store';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import { Chart } from '../Chart';
import { Wait } from '../MeasureBlock';
import { Provenance } from '../Provenance';
import { Decomposed } from './Decomposed';
import { DepthCard } from './DepthCard';
import own from './DepthStage.module.css';
import styles from './Figures.module.css';
import type { ReadyResiduals } from './useReady';

const t = STRINGS.residualsFigures.depth;
/** While a mix is made, each of its moments would be asked for. */
const REST_MS = 250;

export function DepthStage({ ready }: { ready: ReadyResiduals }) {
  const { view, model, capture, site, shown } = ready;
  const { theme } = view;
  const want = useResiduals((state) => state.want);
  const announce = useStore((state) => state.announce);
  const sites = useMemo(() => capture.details.filter(inStream), [capture]);
  const stops = useMemo(() => sites.map(({ name }) => name), [sites]);
  const go = (name: string | undefined) => {
    if (name === undefined || name === site.name) return;
    want({ site: name });
    announce(t.go(name));
  };
  const place = { stops, here: site.name, theme };
  const sizes = useMemo(
    () => sizesChart({ stops, here: site.name, theme, sites }),
    [stops, site.name, theme, sites],
  );
  const chosen = (figure: Figure, testId: string) => (
    <Chart figure={figure} height={210} testId={testId} onPick={(x) => go(stopAt(stops, x))} />
  );
  return (
    <div className={styles.layout} data-testid="depth-stage">
      <div className={styles.bar}>
        <Stops stops={stops} here={site.name} go={go} />
        {site.positions !== null ? (
          <a
            data-testid="open-positions"
            href={`${EMBEDDINGS_PATH}?model=${encodeURIComponent(model.name)}&positions=${encodeURIComponent(site.positions)}`}
          >
            {t.positions}
          </a>
        ) : (
          <span>{t.noPositions}</span>
        )}
      </div>
      <div
        className={styles.scroll}
        id="prompts"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
      >
        <div className={own.grid}>
          <Followed ready={ready} stops={stops}>
            {(figure) => chosen(figure, 'chart-depth')}
          </Followed>
          <Decomposed place={place} sites={sites} draw={chosen} />
          <DepthCard title={t.sizes.title} testId="depth-sizes">
            {chosen(sizes, 'chart-sizes')}
          </DepthCard>
        </div>
      </div>
      <Provenance
        source={residualsProvenance({
          model,
          capture,
          site,
          // Position 0 of each prompt is left out of all three.
          tokens: shown.ids.length - (shown.offsets.length - 1),
          details: [STRINGS.residualsFigures.left],
        })}
        theme={theme}
        model={model}
      />
    </div>
  );
}

interface FollowedProps {
  ready: ReadyResiduals;
  stops: readonly string[];
  children: (figure: Figure) => ReactNode;
}

function Followed({ ready, stops, children }: FollowedProps) {
  const { view, site } = ready;
  const { theme } = view;
  const live = useResiduals((state) => state.live);
  const [direction] = useDebouncedValue(live ? [...live] : view.direction, REST_MS);
  const name = useDirection(ready).direction?.name ?? '';
  // A direction of a head's space is of another width than the stream.
  const follows = inStream(site);
  const { data, error, refetch } = useQuery({ ...depthQuery(ready, direction), enabled: follows });
  const figure = useMemo(
    () => data && shareChart({ stops, here: site.name, theme, followed: data.stops, name }),
    [data, stops, site.name, theme, name],
  );
  return (
    <DepthCard title={t.share.title} testId="depth-share" note={t.share.note}>
      {!follows && <p className={styles.note}>{t.onlyStream}</p>}
      {figure ? children(figure) : follows && <Wait error={error} retry={() => void refetch()} />}
    </DepthCard>
  );
}

interface StopsProps {
  stops: readonly string[];
  here: string;
  go: (name: string) => void;
}

const Stops = ({ stops, here, go }: StopsProps) => (
  <fieldset className={own.stops} aria-label={t.choose}>
    {stops.map((name) => (
      <button
        key={name}
        type="button"
        aria-pressed={name === here}
        data-testid={`depth-stop-${name}`}
        onClick={() => go(name)}
      >
        {name}
      </button>
    ))}
  </fieldset>
);
