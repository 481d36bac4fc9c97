/** From a form to what is asked of the server; what cannot be read is named, field by field. */
import type { DirectionSource, Edit, InterventionIn } from '../../api/types';
import { STRINGS } from '../../strings';
import { readIds } from '../idQuery';
import type { DirectionDraft, Draft, EditDraft } from './draft';

const { interventions: text } = STRINGS;

/** A field that cannot be read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const WHOLE = /^[+-]?\d+$/;

/** A typed minus may be any of those that people have on their keys. */
const typed = (given: string) => given.trim().replace(/[−–]/g, '-');

function number(field: string, given: string): number {
  const found = typed(given);
  if (!NUMBER.test(found)) throw new Unreadable(text.noNumber(field, given));
  return Number(found);
}

function whole(field: string, given: string): number {
  const found = typed(given);
  if (!WHOLE.test(found)) throw new Unreadable(text.noWhole(field, given));
  return Number(found);
}

/** Positions as runs ("0, 3-5"); nothing typed: all of them. */
function positions(given: string, n: number): number[] | null {
  if (given.trim() === '') return null;
  const answer = readIds(given, n);
  if (answer.kind === 'ids') return answer.ids;
  throw new Unreadable(
    answer.kind === 'unreadable'
      ? text.noPosition(answer.part)
      : text.beyondPosition(answer.part, answer.last),
  );
}

/** One number a token, in the order of the tokens. */
const places = (given: string): number[] =>
  given
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => whole(text.fields.places, part));

export function sourceOf(draft: DirectionDraft): DirectionSource {
  switch (draft.kind) {
    case 'component':
      if (draft.capture === '') throw new Unreadable(text.noCapture);
      return {
        kind: 'mix',
        capture: draft.capture,
        site: draft.site,
        basis: draft.basis,
        weights: [{ component: whole(text.fields.component, draft.component), weight: 1 }],
      };
    case 'saved':
      if (draft.name === '') throw new Unreadable(text.noSaved);
      return { kind: 'named', name: draft.name };
    case 'tokens': {
      if (draft.plus === undefined) throw new Unreadable(text.noToken);
      const row = (id: number) => ({ point_set: draft.table, ids: [id] });
      return {
        kind: 'points',
        plus: row(draft.plus),
        minus: draft.minus === undefined ? null : row(draft.minus),
      };
    }
    case 'given':
      return draft.source;
  }
}

function sites(given: readonly string[]): string[] {
  if (given.length === 0) throw new Unreadable(text.noSites);
  return [...given];
}

function editOf(edit: EditDraft, n: number, fromIds: readonly number[]): Edit {
  const { kind } = edit;
  const fields = text.fields;
  switch (kind) {
    case 'add':
    case 'remove':
    case 'set': {
      const along = {
        direction: sourceOf(edit.direction),
        sites: sites(edit.sites),
        positions: positions(edit.positions, n),
      };
      if (kind === 'remove') return { kind, ...along };
      if (kind === 'add')
        return { kind, ...along, strength: number(fields.strength, edit.strength) };
      return { kind, ...along, value: number(fields.value, edit.value) };
    }
    case 'head':
      return {
        kind,
        layer: whole(fields.layer, edit.layer),
        head: whole(fields.head, edit.head),
        how: edit.how,
      };
    case 'place':
      return { kind, places: places(edit.places) };
    case 'shift':
      return { kind, by: whole(fields.by, edit.by) };
    case 'average':
      return { kind, group: whole(fields.group, edit.group) };
    case 'rank':
      return { kind, k: whole(fields.k, edit.k) };
    case 'transplant':
      return {
        kind,
        from_ids: [...fromIds],
        from_position: whole(fields.fromPosition, edit.fromPosition),
        site: edit.site,
        to_position: whole(fields.toPosition, edit.toPosition),
      };
  }
}

/** `ids` and `fromIds` (by an edit's key): the prompts as the model reads them. Throws Unreadable. */
export function requestOf(
  draft: Draft,
  ids: readonly number[],
  fromIds: ReadonlyMap<number, readonly number[]>,
): InterventionIn {
  if (ids.length === 0) throw new Unreadable(text.noPrompt);
  return {
    ids: [...ids],
    edits: draft.edits.map((edit, index) => {
      try {
        return editOf(edit, ids.length, fromIds.get(edit.key) ?? []);
      } catch (error) {
        if (error instanceof Unreadable)
          throw new Unreadable(text.inEdit(index + 1, error.message));
        throw error;
      }
    }),
    continuation: draft.continues
      ? {
          tokens: whole(text.fields.tokens, draft.tokens),
          temperature: number(text.fields.temperature, draft.temperature),
          seed: whole(text.fields.seed, draft.seed),
        }
      : null,
  };
}
