/** An intervention as a form holds it: what was typed stays as it was typed until it is asked for. */
import type { DirectionSource, Edit, InterventionIn } from '../../api/types';
import { idsText } from '../../state/ids';

export type EditKind = Edit['kind'];
export const EDIT_KINDS: readonly EditKind[] = [
  'add',
  'remove',
  'set',
  'head',
  'place',
  'shift',
  'average',
  'rank',
  'transplant',
];

/** A prompt: its text, or ids that came from elsewhere and hold until the text is changed. */
export interface PromptDraft {
  text: string;
  bos: boolean;
  ids: readonly number[] | undefined;
}

/** Which rows of the model's tables a token's direction is taken from. */
export type Table = 'tokens' | 'unembedding';

export type DirectionDraft =
  | { kind: 'component'; capture: string; site: string; basis: string; component: string }
  | { kind: 'saved'; name: string }
  | { kind: 'tokens'; table: Table; plus: number | undefined; minus: number | undefined }
  /** What only another page can make; kept as it came. */
  | { kind: 'given'; source: DirectionSource };

/** All fields of all kinds: changing the kind and back loses nothing. */
export interface EditDraft {
  key: number;
  kind: EditKind;
  direction: DirectionDraft;
  sites: readonly string[];
  /** Empty: all. */
  positions: string;
  strength: string;
  value: string;
  layer: string;
  head: string;
  how: 'zero' | 'mean';
  places: string;
  by: string;
  group: string;
  k: string;
  from: PromptDraft;
  fromPosition: string;
  site: string;
  toPosition: string;
}

export interface Draft {
  prompt: PromptDraft;
  edits: readonly EditDraft[];
  continues: boolean;
  tokens: string;
  temperature: string;
  seed: string;
}

export const NO_PROMPT: PromptDraft = { text: '', bos: true, ids: undefined };
export const NO_TOKENS: DirectionDraft = {
  kind: 'tokens',
  table: 'tokens',
  plus: undefined,
  minus: undefined,
};

let made = 0;

export function newEdit(kind: EditKind, given: Partial<EditDraft> = {}): EditDraft {
  made += 1;
  return {
    key: made,
    kind,
    direction: NO_TOKENS,
    sites: [],
    positions: '',
    strength: '1',
    value: '0',
    layer: '0',
    head: '0',
    how: 'zero',
    places: '',
    by: '1',
    group: '2',
    k: '1',
    from: NO_PROMPT,
    fromPosition: '0',
    site: '0.resid_pre',
    toPosition: '0',
    ...given,
  };
}

export const newDraft = (): Draft => ({
  prompt: NO_PROMPT,
  edits: [],
  continues: true,
  tokens: '16',
  temperature: '0',
  seed: '0',
});

function directionDraft(source: DirectionSource): DirectionDraft {
  const [only, second] = source.kind === 'mix' ? source.weights : [];
  if (source.kind === 'mix' && only && !second && only.weight === 1) {
    const { capture, site, basis } = source;
    return {
      kind: 'component',
      capture,
      site,
      basis: basis ?? 'pca',
      component: String(only.component),
    };
  }
  if (source.kind === 'named') return { kind: 'saved', name: source.name };
  if (source.kind === 'points') {
    const { plus, minus } = source;
    const single = plus.ids.length === 1 && (minus?.ids.length ?? 1) === 1;
    const [table] = (['tokens', 'unembedding'] as const).filter(
      (each) => each === plus.point_set && each === (minus?.point_set ?? each),
    );
    if (single && table) return { kind: 'tokens', table, plus: plus.ids[0], minus: minus?.ids[0] };
  }
  return { kind: 'given', source };
}

const positionsText = (positions: readonly number[] | null | undefined) =>
  positions ? idsText(positions) : '';

/** How ids become text that a person can go on from. */
export interface Spelling {
  spell: (ids: readonly number[]) => string;
  /** The tokenizer's first-of-all token, which is not typed. */
  bos: number | undefined;
}

function promptDraft(ids: readonly number[], { spell, bos }: Spelling): PromptDraft {
  const begins = bos !== undefined && ids[0] === bos;
  return { text: spell(begins ? ids.slice(1) : ids), bos: begins, ids };
}

function editDraft(edit: Edit, spelling: Spelling): EditDraft {
  switch (edit.kind) {
    case 'add':
    case 'remove':
    case 'set':
      return newEdit(edit.kind, {
        direction: directionDraft(edit.direction),
        sites: edit.sites,
        positions: positionsText(edit.positions),
        ...(edit.kind === 'add' && { strength: String(edit.strength) }),
        ...(edit.kind === 'set' && { value: String(edit.value) }),
      });
    case 'head':
      return newEdit('head', {
        layer: String(edit.layer),
        head: String(edit.head),
        how: edit.how ?? 'zero',
      });
    case 'place':
      return newEdit('place', { places: edit.places.join(' ') });
    case 'shift':
      return newEdit('shift', { by: String(edit.by) });
    case 'average':
      return newEdit('average', { group: String(edit.group) });
    case 'rank':
      return newEdit('rank', { k: String(edit.k) });
    case 'transplant':
      return newEdit('transplant', {
        from: promptDraft(edit.from_ids, spelling),
        fromPosition: String(edit.from_position),
        site: edit.site,
        toPosition: String(edit.to_position),
      });
  }
}

/** What was asked, as a form to go on from. */
export function draftOf(asked: InterventionIn, spelling: Spelling): Draft {
  const { ids, edits, continuation } = asked;
  return {
    prompt: promptDraft(ids, spelling),
    edits: edits.map((edit) => editDraft(edit, spelling)),
    continues: continuation != null,
    tokens: String(continuation?.tokens ?? 16),
    temperature: String(continuation?.temperature ?? 0),
    seed: String(continuation?.seed ?? 0),
  };
}
