/** The addresses of the API, in one place. */
import type { Match, Metric, Point } from './types';

const ROOT = '/api/v1';
const part = encodeURIComponent;

const query = (values: Record<string, string | number | boolean>): string =>
  `?${Object.entries(values)
    .map(([name, value]) => `${name}=${part(value)}`)
    .join('&')}`;

const of = (model: string) => `${ROOT}/models/${part(model)}`;
const inBasis = (model: string, basis: string) => `${of(model)}/bases/${part(basis)}`;
const pointText = ({ point_set, id }: Point) => `${point_set}:${id}`;

export const paths = {
  models: () => `${ROOT}/models`,
  bases: (model: string) => `${of(model)}/bases`,
  labels: (model: string, pointSet: string, v: string) =>
    `${of(model)}/labels/${part(pointSet)}${query({ v })}`,
  scores: (
    model: string,
    basis: string,
    pointSet: string,
    range: { from: number; to: number },
    v: string,
  ) =>
    `${inBasis(model, basis)}/scores/${part(pointSet)}` +
    query({ from: range.from, to: range.to, v }),
  norms: (model: string, basis: string, pointSet: string, v: string) =>
    `${inBasis(model, basis)}/norms/${part(pointSet)}${query({ v })}`,
  subspace: (model: string, basis: string, pointSet: string, v: string) =>
    `${inBasis(model, basis)}/subspace/${part(pointSet)}${query({ v })}`,
  cosines: (model: string) => `${of(model)}/cosines`,
  gram: (model: string, pointSet: string, centered: boolean, size: number, v: string) =>
    `${of(model)}/gram/${part(pointSet)}${query({ centered, size, v })}`,
  tokens: (model: string, q: string, match: Match, caseMatters: boolean) =>
    `${of(model)}/tokens${query({ q, match, case: caseMatters })}`,
  classes: (model: string, v: string) => `${of(model)}/classes/tokens${query({ v })}`,
  neighbors: (
    model: string,
    { point_set, id }: Point,
    { among, metric, k }: { among: string; metric: Metric; k: number },
  ) => `${of(model)}/neighbors/${part(point_set)}/${id}${query({ in: among, k, metric })}`,
  cosine: (model: string, { name, id }: { name: string; id: number }, among: string, v: string) =>
    `${of(model)}/cosine/${part(name)}/${id}${query({ in: among, v })}`,
  pair: (model: string, a: Point, b: Point) =>
    `${of(model)}/pair${query({ a: pointText(a), b: pointText(b) })}`,
  directions: (model: string) => `${of(model)}/directions`,
  directionInBasis: (model: string, basis: string, direction: string) =>
    `${inBasis(model, basis)}/directions/${part(direction)}`,
  directionScores: (model: string, basis: string, direction: string, pointSet: string, v: string) =>
    `${inBasis(model, basis)}/directions/${part(direction)}/scores/${part(pointSet)}${query({ v })}`,
  sums: (model: string) => `${of(model)}/sums`,
  sumsOf: (model: string, sums: string) => `${of(model)}/sums/${part(sums)}`,
  permalinks: () => `${ROOT}/permalinks`,
  permalink: (slug: string) => `${ROOT}/permalinks/${part(slug)}`,
};
