import { NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { csv, fileStem, npz } from '../data/exports';
import { PALETTES } from '../figures/palette';
import { count } from '../figures/shares';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import { PythonScript } from './PythonScript';
import { save } from './save';
import { errorText } from './states';
import { takePicture } from './takePicture';
import { useDetails } from './useDetails';
import { axisTexts, provenanceText, useExtract, type Width } from './useExtract';
import type { Points } from './usePoints';
import type { Ready } from './useResolved';

const { selection: text, find } = STRINGS;
const FIRST = [16, 64];

interface Props {
  ready: Ready;
  points: Points;
  /** Absent where nothing is selected. */
  ids: readonly number[] | undefined;
}

const FILES = {
  csv: { type: 'text/csv;charset=utf-8', label: text.csv },
  npz: { type: 'application/zip', label: text.npz },
  json: { type: 'application/json', label: text.json },
} as const;
type FileKind = keyof typeof FILES;
const FILE_KINDS: readonly FileKind[] = ['csv', 'npz', 'json'];

/** Points as files, the scene as a picture, both as a script. */
export function TakeAway({ ready, points, ids }: Props) {
  const { source } = points;
  const [every, setEvery] = useState(false);
  const all = every || ids === undefined;
  return (
    <section className={styles.group} data-testid="take-away">
      <h3>{text.away}</h3>
      {ids !== undefined && (
        <NativeSelect
          label={text.what}
          data-testid="take-what"
          value={all ? 'all' : 'selection'}
          data={[
            { value: 'selection', label: text.selected(count(ids.length)) },
            { value: 'all', label: text.every(count(source.n), find.sets(source.name)) },
          ]}
          onChange={(event) => setEvery(event.currentTarget.value === 'all')}
        />
      )}
      <Files ready={ready} points={points} ids={all ? undefined : ids} />
      <Picture ready={ready} />
      <PythonScript ready={ready} points={points} whole={all} />
    </section>
  );
}

function Files({ ready, points, ids }: Props) {
  const announce = useStore((state) => state.announce);
  const { basis } = ready;
  const [width, setWidth] = useState<Width>('axes');
  const take = useExtract(ready, points, ids);
  const widths = FIRST.filter((k) => k <= basis.n_components);
  const chosen = width === 'axes' || widths.includes(width) ? width : 'axes';
  const saving = useMutation({
    mutationFn: async (kind: FileKind) => {
      const { extract, origin, provenance } = await take(chosen);
      const stem = fileStem(origin);
      const name = kind === 'json' ? `${stem}-provenance.json` : `${stem}.${kind}`;
      const content = {
        csv: () => csv(extract, origin),
        npz: () => npz(extract, provenance) as Uint8Array<ArrayBuffer>,
        json: () => `${JSON.stringify(provenance, null, 2)}\n`,
      }[kind]();
      save(name, new Blob([content], { type: FILES[kind].type }));
      announce(text.said.saved(name));
    },
  });
  // A file without what was still on its way would be a false one.
  const complete =
    points.labels !== undefined &&
    points.columns !== undefined &&
    points.norms !== undefined &&
    (points.source.set !== 'tokens' || points.classOf !== undefined);
  const error = saving.error ?? points.error;
  return (
    <>
      <NativeSelect
        label={text.scores}
        data-testid="take-scores"
        value={String(chosen)}
        data={[
          { value: 'axes', label: text.onAxes },
          ...widths.map((k) => ({ value: String(k), label: text.first(String(k)) })),
        ]}
        onChange={(event) => {
          const value = event.currentTarget.value;
          setWidth(value === 'axes' ? value : Number(value));
        }}
      />
      <div className={styles.buttons}>
        {FILE_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.button}
            data-testid={`take-${kind}`}
            disabled={!complete || saving.isPending}
            onClick={() => saving.mutate(kind)}
          >
            {FILES[kind].label}
          </button>
        ))}
      </div>
      {!complete && !error && <p className={styles.note}>{text.preparing}</p>}
      {error && (
        <p className={styles.problem} role="alert">
          {errorText(error).detail}
        </p>
      )}
      <p className={styles.note}>{text.filesNote}</p>
    </>
  );
}

function Picture({ ready }: { ready: Ready }) {
  const announce = useStore((state) => state.announce);
  const { model, view } = ready;
  const details = useDetails(ready);
  const { background, ink, faint, grid } = PALETTES[view.theme];
  const taking = useMutation({
    mutationFn: async (kind: 'png' | 'svg') => {
      const blob = await takePicture(kind, {
        title: `${model.name}, ${view.basis}`,
        axes: axisTexts(ready).map(({ axis, title }) => text.axisTitle(axis, title)),
        provenance: provenanceText(ready, details),
        colors: { background, ink, faint, line: grid },
      });
      if (!blob) throw new Error(text.noScene);
      const axes = Object.values(view.axes).join('-');
      const name = `${model.name}-${view.basis}-${axes}.${kind}`.replace(/[^\w.-]+/g, '_');
      save(name, blob);
      announce(text.said.saved(name));
    },
  });
  const there = view.stage === 'scene';
  return (
    <>
      <h4>{text.picture}</h4>
      <div className={styles.buttons}>
        {(['png', 'svg'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.button}
            data-testid={`take-${kind}`}
            disabled={!there || taking.isPending}
            onClick={() => taking.mutate(kind)}
          >
            {text[kind]}
          </button>
        ))}
      </div>
      {taking.error && (
        <p className={styles.problem} role="alert">
          {errorText(taking.error).detail}
        </p>
      )}
      <p className={styles.note}>{there ? text.pictureNote : text.noPicture}</p>
    </>
  );
}
