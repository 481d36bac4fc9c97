/** The ways to pick points out: what each needs, and the ids it comes to. */
import type { QueryClient } from '@tanstack/react-query';
import type { BasisOut, ModelOut, Point, TokenClass } from '../api/types';
import { blockOf, column } from '../data/blocks';
import type { Source } from '../data/columns';
import { readIds } from '../data/idQuery';
import { lengths } from '../data/lengths';
import { blockQuery, classesQuery, neighborsQuery, normsQuery } from '../data/queries';
import { type Bounds, idsWithin } from '../data/within';
import { count } from '../figures/shares';
import type { Hits } from '../state/store';
import { STRINGS } from '../strings';

export const SOURCES = ['hits', 'list', 'class', 'box', 'neighbors', 'norm', 'all'] as const;
export type SourceKind = (typeof SOURCES)[number];

/** What has been typed, all of it as text. */
export interface Typed {
  list: string;
  class: TokenClass;
  box: readonly { component: string; least: string; most: string }[];
  k: string;
  norm: { least: string; most: string };
}

export const NOTHING_TYPED: Typed = {
  list: '',
  class: 'word_start',
  box: [
    { component: '1', least: '', most: '' },
    { component: '', least: '', most: '' },
  ],
  k: '20',
  norm: { least: '', most: '' },
};

/** Typed in a way that cannot be used: said in a sentence. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

const { selection, find } = STRINGS;

function bound(text: string, usual: number): number {
  const plain = text.trim().replaceAll('−', '-');
  if (plain === '') return usual;
  const value = Number(plain);
  if (!Number.isFinite(value)) throw new Unusable(selection.badNumber(text));
  return value;
}

function bounds({ least, most }: { least: string; most: string }): Bounds {
  const found = {
    least: bound(least, Number.NEGATIVE_INFINITY),
    most: bound(most, Number.POSITIVE_INFINITY),
  };
  if (found.least > found.most) throw new Unusable(selection.badRange(least, most));
  return found;
}

function whole(text: string, last: number, refusal: string): number {
  const value = /^\d{1,7}$/.test(text.trim()) ? Number(text) : 0;
  if (value < 1 || value > last) throw new Unusable(refusal);
  return value;
}

const MOST_NEIGHBORS = 200;

interface Asked {
  client: QueryClient;
  model: ModelOut;
  basis: BasisOut;
  source: Source;
  typed: Typed;
  hits: Hits | undefined;
  focus: Point | null;
}

function listed({ source, typed }: Asked): number[] {
  const answer = readIds(typed.list, source.n);
  if (answer.kind === 'unreadable') throw new Unusable(find.unreadable(answer.part));
  if (answer.kind === 'beyond') {
    throw new Unusable(find.beyond(answer.part, find.sets(source.name), count(answer.last)));
  }
  if (answer.ids.length === 0) throw new Unusable(selection.emptyList);
  return answer.ids;
}

async function inBox({ client, model, basis, source, typed }: Asked): Promise<number[]> {
  const last = basis.n_components;
  const sides = typed.box.filter((side, index) => index === 0 || side.component.trim() !== '');
  const conditions = await Promise.all(
    sides.map(async (side) => {
      const refusal = selection.badComponent(side.component, count(last));
      const component = whole(side.component, last, refusal);
      const within = bounds(side);
      const block = blockOf(component, last);
      const matrix = await client.fetchQuery(blockQuery(model, basis, source, block));
      return { values: column(matrix, component - block.from), bounds: within };
    }),
  );
  return idsWithin(conditions);
}

/** The ids a source comes to. Raises Unusable, or the server's refusal. */
export async function idsFrom(kind: SourceKind, asked: Asked): Promise<readonly number[]> {
  const { client, model, basis, source, typed, hits, focus } = asked;
  switch (kind) {
    case 'hits':
      if (!hits) throw new Unusable(selection.noHits);
      return hits.ids;
    case 'list':
      return listed(asked);
    case 'class': {
      const { classes, of } = await client.fetchQuery(classesQuery(model, source));
      const wanted = classes.indexOf(typed.class);
      return of.flatMap((each, id) => (each === wanted ? [id] : []));
    }
    case 'box':
      return inBox(asked);
    case 'neighbors': {
      if (!focus) throw new Unusable(selection.noFocus);
      const k = whole(typed.k, MOST_NEIGHBORS, selection.badK(typed.k));
      const answer = await client.fetchQuery(
        neighborsQuery(model, focus, source.name, 'cosine', k),
      );
      return answer.neighbors.map(({ id }) => id);
    }
    case 'norm': {
      const within = bounds(typed.norm);
      const norms = lengths(await client.fetchQuery(normsQuery(model, basis, source)));
      return idsWithin([{ values: norms, bounds: within }]);
    }
    case 'all':
      return Array.from({ length: source.n }, (_, id) => id);
  }
}
