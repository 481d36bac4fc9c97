import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ModelOut } from '../../api/types';
import { type DirectionDraft, NO_TOKENS, type Table } from '../../data/interventions/draft';
import { capturesQuery } from '../../data/residuals/queries';
import { savedListQuery } from '../../data/saved';
import { STREAM_PARTS, siteOf } from '../../data/sites';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { tablesOf } from '../residuals/tables';
import { errorText } from '../states';
import { TokenPicker } from '../TokenPicker';
import { Field } from './Field';
import styles from './Form.module.css';

const { interventions: text } = STRINGS;
const MOST_SAVED = 200;

interface Props {
  model: ModelOut;
  direction: DirectionDraft;
  onChange: (direction: DirectionDraft) => void;
}

/** Which direction: a component, a saved one, or what lies between two tokens. */
export function DirectionField({ model, direction, onChange }: Props) {
  const captures = useQuery(capturesQuery(model.name)).data;
  const kinds = (['tokens', 'component', 'saved'] as const).map((kind) => ({
    value: kind as DirectionDraft['kind'],
    label: text.directions[kind],
  }));
  const shown =
    direction.kind === 'given'
      ? [...kinds, { value: 'given' as const, label: text.directions.given }]
      : kinds;
  const turn = (kind: DirectionDraft['kind']) => {
    if (kind === 'saved') onChange({ kind, name: '' });
    else if (kind === 'tokens') onChange(NO_TOKENS);
    else if (kind === 'component') {
      const first = captures?.find(({ ready }) => ready);
      onChange({
        kind,
        capture: first?.name ?? '',
        site: first?.sites[0] ?? '',
        basis: 'pca',
        component: '1',
      });
    }
  };
  return (
    <div className={styles.direction} data-testid="direction-field">
      <NativeSelect
        label={text.direction}
        data-testid="direction-kind"
        value={direction.kind}
        data={shown}
        onChange={(event) => turn(event.currentTarget.value as DirectionDraft['kind'])}
      />
      <Chosen {...{ model, direction, onChange }} />
    </div>
  );
}

function Chosen({ model, direction, onChange }: Props) {
  switch (direction.kind) {
    case 'component':
      return <ComponentField {...{ model, direction, onChange }} />;
    case 'saved':
      return <SavedField {...{ model, direction, onChange }} />;
    case 'tokens':
      return <TokensField {...{ model, direction, onChange }} />;
    case 'given': {
      const { source } = direction;
      const what =
        source.kind === 'mix'
          ? text.givenWhat.mix(source.weights.length)
          : text.givenWhat[source.kind];
      return <p className={finding.note}>{what}</p>;
    }
  }
}

interface Of<K extends DirectionDraft['kind']> extends Props {
  direction: Extract<DirectionDraft, { kind: K }>;
}

function ComponentField({ model, direction, onChange }: Of<'component'>) {
  const { data, error } = useQuery(capturesQuery(model.name));
  const ready = data?.filter((each) => each.ready);
  const capture = ready?.find(({ name }) => name === direction.capture);
  if (error) return <p className={finding.problem}>{errorText(error).detail}</p>;
  if (ready?.length === 0) return <p className={finding.note}>{text.noCaptures}</p>;
  // Others have another width than what is changed.
  const sites = (capture?.sites ?? [direction.site]).filter((site) =>
    STREAM_PARTS.some((part) => part === siteOf(site).part),
  );
  const captureName = direction.capture;
  return (
    <>
      <NativeSelect
        label={text.capture}
        data-testid="direction-capture"
        value={captureName}
        data={(ready ?? []).map(({ name, title }) => ({ value: name, label: title }))}
        onChange={(event) => onChange({ ...direction, capture: event.currentTarget.value })}
      />
      <div className={finding.two}>
        <NativeSelect
          label={text.captureSite}
          data-testid="direction-site"
          value={direction.site}
          data={sites}
          onChange={(event) => onChange({ ...direction, site: event.currentTarget.value })}
        />
        <Field
          label={text.fields.component}
          testId="direction-component"
          value={direction.component}
          onChange={(component) => onChange({ ...direction, component })}
        />
      </div>
    </>
  );
}

function SavedField({ model, direction, onChange }: Of<'saved'>) {
  const asked = { q: '', mine: false, first: 0, n: MOST_SAVED };
  const { data, error } = useQuery(savedListQuery(model.name, asked));
  if (error) return <p className={finding.problem}>{errorText(error).detail}</p>;
  if (data?.directions.length === 0) return <p className={finding.note}>{text.noneSaved}</p>;
  const options = (data?.directions ?? [])
    .filter(({ space }) => space === 'residual' || !/\.(z|q|k|v|mlp_post)/.test(space))
    .map(({ name, title, owner }) => ({ value: name, label: text.savedOption(title, owner) }));
  const known = options.some(({ value }) => value === direction.name);
  return (
    <NativeSelect
      label={text.saved}
      data-testid="direction-saved"
      value={direction.name}
      data={known ? options : [{ value: direction.name, label: direction.name }, ...options]}
      onChange={(event) => onChange({ ...direction, name: event.currentTarget.value })}
    />
  );
}

function TokensField({ model, direction, onChange }: Of<'tokens'>) {
  return (
    <>
      <NativeSelect
        label={text.table}
        data-testid="direction-table"
        value={direction.table}
        data={tablesOf(model)}
        onChange={(event) => onChange({ ...direction, table: event.currentTarget.value as Table })}
      />
      <div className={finding.two}>
        <TokenPicker
          model={model}
          label={text.towards}
          testId="token-plus"
          value={direction.plus}
          onChange={(plus) => onChange({ ...direction, plus })}
        />
        <TokenPicker
          model={model}
          label={text.awayFrom}
          placeholder={text.optional}
          testId="token-minus"
          value={direction.minus}
          onChange={(minus) => onChange({ ...direction, minus })}
        />
      </div>
    </>
  );
}
