import { NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TokenClass } from '../api/types';
import type { Source } from '../data/columns';
import { quote } from '../data/quote';
import { count } from '../figures/shares';
import { MAX_IDS_TEXT } from '../state/ids';
import { type Outcome, WAYS, type Way } from '../state/selecting';
import { useStore } from '../state/store';
import { TOKEN_CLASSES } from '../state/view';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import {
  idsFrom,
  NOTHING_TYPED,
  SOURCES,
  type SourceKind,
  type Typed,
  Unusable,
} from './selectionSources';
import { errorText } from './states';
import { useAllSources } from './useAllSources';
import { pick, useNames } from './usePicking';
import { useLabels } from './usePoints';
import type { Ready } from './useResolved';

const { selection: text, find } = STRINGS;

interface Props {
  ready: Ready;
  sources: readonly Source[];
  source: Source;
  onSource: (name: string) => void;
}

type Result = Outcome | { kind: 'nothing' };

/** Where the points to select come from, and what is done with them. */
export function SelectSection({ ready, sources, source, onSource }: Props) {
  const { model, basis, view } = ready;
  const client = useQueryClient();
  const hits = useStore((state) => state.hits);
  const [wanted, setWanted] = useState<SourceKind>(hits ? 'hits' : 'list');
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const kinds = SOURCES.filter(
    (each) => source.set === 'tokens' || (each !== 'hits' && each !== 'class'),
  );
  const kind = kinds.includes(wanted) ? wanted : 'list';
  const picking = useMutation({
    mutationFn: async (way: Way): Promise<Result> => {
      const asked = { client, model, basis, source, typed, hits, focus: view.focus };
      const found = await idsFrom(kind, asked);
      return found.length === 0 ? { kind: 'nothing' } : pick(source.name, found, way);
    },
  });
  const { error, data: result } = picking;
  const other = view.selection !== null && view.selection.point_set !== source.name;

  return (
    <section className={styles.group} data-testid="select">
      <h3>{text.pick}</h3>
      <div className={styles.two}>
        <NativeSelect
          label={text.set}
          data-testid="select-set"
          value={source.name}
          data={sources.map(({ name }) => ({ value: name, label: find.sets(name) }))}
          onChange={(event) => onSource(event.currentTarget.value)}
        />
        <NativeSelect
          label={text.from}
          data-testid="select-from"
          value={kind}
          data={kinds.map((each) => ({ value: each, label: text.sources[each] }))}
          onChange={(event) => {
            setWanted(event.currentTarget.value as SourceKind);
            picking.reset();
          }}
        />
      </div>
      <Fields {...{ ready, kind, typed }} change={(part) => setTyped({ ...typed, ...part })} />
      <div className={styles.buttons}>
        {WAYS.map((way) => (
          <button
            key={way}
            type="button"
            className={styles.button}
            data-testid={`way-${way}`}
            title={text.waysWhat[way]}
            disabled={
              picking.isPending ||
              // There is nothing in common with points of another set, and nothing to take away.
              ((other || !view.selection) && (way === 'remove' || way === 'intersect'))
            }
            onClick={() => picking.mutate(way)}
          >
            {text.ways[way]}
          </button>
        ))}
      </div>
      {picking.isPending && <p className={styles.note}>{text.working}</p>}
      {error && (
        <p className={styles.problem} role="alert" data-testid="select-problem">
          {error instanceof Unusable ? error.message : errorText(error).detail}
        </p>
      )}
      {result?.kind === 'nothing' && (
        <p className={styles.problem} role="alert" data-testid="select-problem">
          {text.nothing}
        </p>
      )}
      {result?.kind === 'too-long' && (
        <div className={styles.problem} role="alert" data-testid="select-problem">
          <p>
            {text.tooLong(
              count(result.ids.length),
              find.sets(source.name),
              count(result.characters),
              count(MAX_IDS_TEXT),
            )}{' '}
            {text.narrow}
          </p>
          <button
            type="button"
            className={styles.button}
            data-testid="take-first"
            onClick={() => {
              pick(source.name, result.ids.slice(0, result.fitting), 'replace');
              picking.reset();
            }}
          >
            {text.takeFirst(count(result.fitting))}
          </button>
        </div>
      )}
    </section>
  );
}

interface FieldsProps {
  ready: Ready;
  kind: SourceKind;
  typed: Typed;
  change: (part: Partial<Typed>) => void;
}

function Fields({ ready, kind, typed, change }: FieldsProps) {
  const hits = useStore((state) => state.hits);
  switch (kind) {
    case 'hits':
      return (
        <p className={styles.note}>{hits ? text.hits(count(hits.ids.length)) : text.noHits}</p>
      );
    case 'list':
      return (
        <textarea
          className={styles.area}
          data-testid="select-list"
          aria-label={text.list}
          placeholder={text.listPlaceholder}
          value={typed.list}
          onChange={(event) => change({ list: event.currentTarget.value })}
        />
      );
    case 'class':
      return (
        <NativeSelect
          label={text.class}
          data-testid="select-class"
          value={typed.class}
          data={TOKEN_CLASSES.map((each) => ({ value: each, label: STRINGS.classes[each] }))}
          onChange={(event) => change({ class: event.currentTarget.value as TokenClass })}
        />
      );
    case 'box':
      return <Box box={typed.box} change={(box) => change({ box })} />;
    case 'neighbors':
      return <Near ready={ready} k={typed.k} change={(k) => change({ k })} />;
    case 'norm':
      return (
        <div className={styles.two}>
          <Ends
            testId="norm"
            ends={typed.norm}
            change={(ends) => change({ norm: { ...typed.norm, ...ends } })}
          />
        </div>
      );
    case 'all':
      return null;
  }
}

interface TextProps {
  label: string;
  testId: string;
  value: string;
  placeholder?: string;
  change: (value: string) => void;
}

const Field = ({ label, testId, value, placeholder, change }: TextProps) => (
  <label className={styles.label}>
    {label}
    <input
      className={`${styles.input} ${styles.plain}`}
      data-testid={testId}
      placeholder={placeholder}
      autoComplete="off"
      value={value}
      onChange={(event) => change(event.currentTarget.value)}
    />
  </label>
);

type EndsOf = { least: string; most: string };

const Ends = (props: { testId: string; ends: EndsOf; change: (ends: Partial<EndsOf>) => void }) => (
  <>
    <Field
      label={text.least}
      testId={`${props.testId}-least`}
      value={props.ends.least}
      placeholder={text.any}
      change={(least) => props.change({ least })}
    />
    <Field
      label={text.most}
      testId={`${props.testId}-most`}
      value={props.ends.most}
      placeholder={text.any}
      change={(most) => props.change({ most })}
    />
  </>
);

function Box({ box, change }: { box: Typed['box']; change: (box: Typed['box']) => void }) {
  return box.map((side, index) => {
    const set = (part: Partial<(typeof box)[number]>) =>
      change(box.map((each, other) => (other === index ? { ...each, ...part } : each)));
    return (
      <div key={index} className={styles.thirds}>
        <Field
          label={index === 0 ? text.component : text.second}
          testId={`box-${index}-component`}
          value={side.component}
          change={(component) => set({ component })}
        />
        <Ends testId={`box-${index}`} ends={side} change={set} />
      </div>
    );
  });
}

function Near({ ready, k, change }: { ready: Ready; k: string; change: (k: string) => void }) {
  const { model, view } = ready;
  const { focus } = view;
  const source = useAllSources(model, view).find(({ name }) => name === focus?.point_set);
  const labels = useLabels(model, source);
  const nameOf = useNames(labels, quote);
  if (!focus) return <p className={styles.note}>{text.noFocus}</p>;
  return (
    <>
      <Field label={find.k} testId="near-k" value={k} change={change} />
      <p className={styles.note}>{text.near(k, find.metrics.cosine, nameOf(focus))}</p>
    </>
  );
}
