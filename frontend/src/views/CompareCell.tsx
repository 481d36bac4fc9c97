import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Axes, BasisOut, Camera, ModelOut, Theme } from '../api/types';
import { sourcesOf } from '../data/columns';
import { basesQuery, subspaceQuery } from '../data/queries';
import { useSceneData } from '../data/useSceneData';
import { fitText, pointCounts, shortHash } from '../figures/provenance';
import { percent, shareOf } from '../figures/shares';
import { EMBEDDINGS_PATH } from '../state/address';
import { encode } from '../state/codec';
import { asSeen } from '../state/positions';
import { defaultBasis, resolve } from '../state/resolve';
import {
  AXIS_NAMES,
  DEFAULT_AXES,
  DEFAULT_POSITIONS,
  DEFAULT_SHOW,
  NOTHING_WANTED,
} from '../state/view';
import { STRINGS } from '../strings';
import styles from './ComparePage.module.css';
import { PointCanvas } from './PointCanvas';
import { errorText, LoadingState } from './states';
import { useInView } from './useInView';

interface Props {
  model: ModelOut;
  /** The model an address without a name means. */
  first: string | undefined;
  camera: Camera;
  onCamera: (camera: Camera) => void;
  onReset: () => void;
  theme: Theme;
  systemTheme: Theme;
}

/** One model in its own basis; nothing is asked of the server before it is first in sight. */
export function CompareCell(props: Props) {
  const place = useRef<HTMLElement>(null);
  const inView = useInView(place);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (inView) setSeen(true);
  }, [inView]);
  // Each by its own table: mean residuals are one model's matter.
  const model = useMemo(() => asSeen(props.model, DEFAULT_POSITIONS), [props.model]);
  return (
    <article ref={place} className={styles.cell} data-testid="compare-cell" data-model={model.name}>
      {seen ? <Asked {...props} model={model} /> : <Frame model={model} />}
    </article>
  );
}

function Frame({ model, open, picture, children }: FrameProps) {
  return (
    <>
      <header className={styles.head}>
        <h2>{model.name}</h2>
        {open && (
          <a href={open} aria-label={STRINGS.compare.openView(model.name)}>
            {STRINGS.compare.open}
          </a>
        )}
      </header>
      <div className={styles.picture}>
        {picture ?? <LoadingState text={STRINGS.loading.scores} />}
      </div>
      {children}
    </>
  );
}

interface FrameProps {
  model: ModelOut;
  open?: string;
  picture?: ReactNode;
  children?: ReactNode;
}

function Failed({ model, error }: { model: ModelOut; error: unknown }) {
  const text = STRINGS.compare.failed(model.name, errorText(error).detail);
  return <Frame model={model} picture={<p className={styles.failed}>{text}</p>} />;
}

function Asked(props: Props) {
  const { model } = props;
  const bases = useQuery(basesQuery(model.name));
  const basis = bases.data && defaultBasis(bases.data);
  if (bases.error) return <Failed model={model} error={bases.error} />;
  if (!bases.data) return <Frame model={model} />;
  if (!basis) {
    const none = <p className={styles.failed}>{STRINGS.errors.noBasesDetail(model.name)}</p>;
    return <Frame model={model} picture={none} />;
  }
  return <Shown {...props} basis={basis} />;
}

function Shown({ model, basis, first, camera, onCamera, onReset, theme, systemTheme }: ShownProps) {
  const axes = useMemo<Axes>(() => {
    const last = Math.max(1, basis.n_components);
    return { x: 1, y: Math.min(2, last), z: Math.min(3, last) };
  }, [basis]);
  const sources = useMemo(() => sourcesOf(model, { unembedding: false, sums: undefined }), [model]);
  const { shown, error } = useSceneData(model, basis, axes, sources);
  if (!shown && error) return <Failed model={model} error={error} />;

  const wanted = { ...NOTHING_WANTED, axes: DEFAULT_AXES, camera, theme };
  const { view } = resolve(wanted, { item: model }, { item: basis }, systemTheme);
  const usual = { model: first, basis: basis.name, theme: systemTheme };
  const counts = pointCounts(model, DEFAULT_SHOW)
    .map(({ text }) => text)
    .join(', ');
  return (
    <Frame
      model={model}
      open={EMBEDDINGS_PATH + encode(view, usual)}
      picture={
        shown && (
          <PointCanvas
            points={shown.points}
            axes={shown.axes}
            show={DEFAULT_SHOW}
            theme={theme}
            aspect="cube"
            camera={camera}
            onCamera={onCamera}
            onReset={onReset}
            label={STRINGS.compare.picture(model.name, counts)}
            scrolls
            testId="compare-canvas"
          />
        )
      }
    >
      <Facts model={model} basis={basis} axes={axes} />
      <p className={styles.provenance} data-testid="compare-provenance">
        {`${model.name} rev ${shortHash(model.revision)} · ${model.architecture} · ${fitText(basis)} · ${counts}`}
      </p>
    </Frame>
  );
}

interface ShownProps extends Props {
  basis: BasisOut;
}

function Facts({ model, basis, axes }: { model: ModelOut; basis: BasisOut; axes: Axes }) {
  const chosen = AXIS_NAMES.map((name) => axes[name]);
  const k = new Set(chosen).size;
  const tokens = model.point_sets.find(({ name }) => name === 'tokens');
  const other = basis.fitted_on !== 'tokens' ? tokens : undefined;
  const subspace = useQuery({
    // The query is off where there is nothing to measure; it still wants an address.
    ...subspaceQuery(model, basis, other ?? { name: 'tokens', checksum: '' }),
    enabled: other !== undefined,
  });
  const share = percent(shareOf(chosen, basis.variance_shares));
  const measured = subspace.data;
  const inside = measured?.centered.share[k - 1];
  const chance = measured?.chance[k - 1];
  const low = measured?.centered.low[k - 1];
  const high = measured?.centered.high[k - 1];
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{STRINGS.compare.variance(k)}</dt>
        <dd>
          {basis.centered
            ? STRINGS.compare.varianceOf(share, basis.fitted_on)
            : STRINGS.compare.meanSquareOf(share, basis.fitted_on)}
        </dd>
      </div>
      {inside !== undefined && chance !== undefined && low !== undefined && high !== undefined && (
        <div data-testid="compare-inside">
          <dt title={STRINGS.compare.insideWhat}>{STRINGS.compare.inside}</dt>
          <dd>
            {percent(inside)}
            <span>{STRINGS.compare.chance(percent(chance), percent(low), percent(high))}</span>
          </dd>
        </div>
      )}
      {basis.fitted_on === 'tokens' && (
        <div>
          <dt>{STRINGS.labels.positions}</dt>
          <dd>{STRINGS.compare.noPositions}</dd>
        </div>
      )}
    </dl>
  );
}
