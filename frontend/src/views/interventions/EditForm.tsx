import { NativeSelect } from '@mantine/core';
import type { ModelOut } from '../../api/types';
import { EDIT_KINDS, type EditDraft, type EditKind } from '../../data/interventions/draft';
import { STREAM_PARTS, siteName, siteOf } from '../../data/sites';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { CloseIcon } from '../icons';
import { DirectionField } from './DirectionField';
import { Field } from './Field';
import styles from './Form.module.css';
import { PromptField } from './PromptField';
import { SitesField } from './SitesField';

const { interventions: text } = STRINGS;

const GROUPS: readonly { group: string; kinds: readonly EditKind[] }[] = [
  { group: text.groups.direction, kinds: ['add', 'remove', 'set'] },
  { group: text.groups.heads, kinds: ['head'] },
  { group: text.groups.positions, kinds: ['place', 'shift', 'average', 'rank'] },
  { group: text.groups.other, kinds: ['transplant'] },
];

const OPTIONS = GROUPS.map(({ group, kinds }) => ({
  group,
  items: EDIT_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => ({
    value: kind,
    label: text.kinds[kind],
  })),
}));

interface Props {
  model: ModelOut;
  labels: readonly string[] | undefined;
  edit: EditDraft;
  n: number;
  /** Tokens in the prompt. */
  length: number;
  onChange: (edit: EditDraft) => void;
  onRemove: () => void;
}

/** One change, in words and few fields. */
export function EditForm(props: Props) {
  const { edit, n, onChange, onRemove } = props;
  return (
    <fieldset className={styles.edit} data-testid="edit" data-kind={edit.kind}>
      <legend className="visually-hidden">{text.editName(n)}</legend>
      <div className={styles.head}>
        <span className={styles.number} aria-hidden="true">
          {n}
        </span>
        <NativeSelect
          aria-label={text.editName(n)}
          data-testid="edit-kind"
          value={edit.kind}
          data={OPTIONS}
          onChange={(event) => onChange({ ...edit, kind: event.currentTarget.value as EditKind })}
        />
        <button
          type="button"
          className={finding.icon}
          data-testid="edit-remove"
          aria-label={text.removeEdit(n)}
          title={text.removeEdit(n)}
          onClick={onRemove}
        >
          <CloseIcon />
        </button>
      </div>
      <p className={finding.note}>{text.says[edit.kind]}</p>
      <Fields {...props} />
    </fieldset>
  );
}

/** The fields that are text, by their name in the draft. */
type TextField = {
  [K in keyof EditDraft]: EditDraft[K] extends string ? K : never;
}[keyof EditDraft] &
  keyof typeof text.fields;

function Fields({ model, labels, edit, length, onChange }: Props) {
  const field = (name: TextField, placeholder?: string) => (
    <Field
      label={text.fields[name]}
      testId={`edit-${name}`}
      value={edit[name]}
      onChange={(value) => onChange({ ...edit, [name]: value })}
      {...(placeholder !== undefined && { placeholder })}
    />
  );
  switch (edit.kind) {
    case 'add':
    case 'remove':
    case 'set':
      return (
        <>
          <DirectionField
            model={model}
            direction={edit.direction}
            onChange={(direction) => onChange({ ...edit, direction })}
          />
          <SitesField
            model={model}
            sites={edit.sites}
            onChange={(sites) => onChange({ ...edit, sites })}
          />
          <div className={edit.kind === 'remove' ? undefined : finding.two}>
            {edit.kind === 'add' && field('strength')}
            {edit.kind === 'set' && field('value')}
            {field('positions', text.positionsHint)}
          </div>
        </>
      );
    case 'head':
      return (
        <div className={finding.thirds}>
          {field('layer')}
          {field('head')}
          <NativeSelect
            label={text.fields.how}
            data-testid="edit-how"
            value={edit.how}
            data={(['zero', 'mean'] as const).map((how) => ({ value: how, label: text.hows[how] }))}
            onChange={(event) =>
              onChange({ ...edit, how: event.currentTarget.value as EditDraft['how'] })
            }
          />
        </div>
      );
    case 'place':
      return (
        <>
          {field('places', text.placesHint)}
          <Fill length={length} onFill={(places) => onChange({ ...edit, places })} />
        </>
      );
    case 'shift':
      return field('by');
    case 'average':
      return field('group');
    case 'rank':
      return field('k');
    case 'transplant':
      return (
        <>
          <PromptField
            model={model}
            labels={labels}
            label={text.from}
            testId="transplant-from"
            prompt={edit.from}
            onChange={(from) => onChange({ ...edit, from })}
            at={/^\d+$/.test(edit.fromPosition) ? Number(edit.fromPosition) : undefined}
            onChoose={(position) => onChange({ ...edit, fromPosition: String(position) })}
          />
          <div className={finding.two}>
            {field('fromPosition')}
            {field('toPosition')}
          </div>
          <NativeSelect
            label={text.fields.site}
            data-testid="edit-site"
            value={edit.site}
            data={transplantSites(model, edit.site)}
            onChange={(event) => onChange({ ...edit, site: event.currentTarget.value })}
          />
        </>
      );
  }
}

function transplantSites(model: ModelOut, chosen: string) {
  const parts = STREAM_PARTS.filter((part) => part !== 'resid_mid');
  const names = parts.flatMap((part) =>
    Array.from({ length: model.n_layers ?? 0 }, (_, layer) => siteName(layer, part)),
  );
  const all = names.includes(chosen) ? names : [chosen, ...names];
  return all.map((name) => {
    const { layer, part } = siteOf(name);
    const known = STREAM_PARTS.find((each) => each === part);
    return { value: name, label: known ? text.siteName(known, layer) : name };
  });
}

function Fill({ length, onFill }: { length: number; onFill: (places: string) => void }) {
  const places = Array.from({ length }, (_, position) => position);
  const fills = {
    order: places,
    reversed: [...places].reverse(),
    one: places.map(() => Math.min(1, length - 1)),
  };
  return (
    <div className={finding.buttons}>
      {(['order', 'reversed', 'one'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className={finding.button}
          disabled={length === 0}
          onClick={() => onFill(fills[each].join(' '))}
        >
          {text.fill[each]}
        </button>
      ))}
    </div>
  );
}
