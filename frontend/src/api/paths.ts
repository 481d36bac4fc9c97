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
const ofCapture = (model: string, capture: string) => `${of(model)}/captures/${part(capture)}`;
const atSite = (model: string, capture: string, site: string) =>
  `${ofCapture(model, capture)}/sites/${part(site)}`;
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
  captures: (model: string) => `${of(model)}/captures`,
  capture: ofCapture,
  shown: (model: string, capture: string) => `${ofCapture(model, capture)}/shown`,
  depth: (model: string, capture: string) => `${ofCapture(model, capture)}/depth`,
  siteScores: (
    model: string,
    capture: string,
    site: string,
    basis: string,
    range: { from: number; to: number },
    v: string,
  ) =>
    `${atSite(model, capture, site)}/scores${query({ basis, from: range.from, to: range.to, v })}`,
  siteNorms: (model: string, capture: string, site: string, basis: string, v: string) =>
    `${atSite(model, capture, site)}/norms${query({ basis, v })}`,
  siteDirectionScores: (
    model: string,
    capture: string,
    site: string,
    direction: string,
    basis: string,
    v: string,
  ) => `${atSite(model, capture, site)}/directions/${part(direction)}/scores${query({ basis, v })}`,
  atSite: (model: string, capture: string, site: string, basis: string) =>
    `${atSite(model, capture, site)}/direction${query({ basis })}`,
  promptSets: (model: string) => `${of(model)}/prompt-sets`,
  promptSet: (model: string, promptSet: string) => `${of(model)}/prompt-sets/${part(promptSet)}`,
  tokenize: (model: string) => `${of(model)}/tokenize`,
  prompts: (model: string) => `${of(model)}/prompts`,
  prompt: (model: string, promptSet: string) => `${of(model)}/prompts/${part(promptSet)}`,
  permalinks: () => `${ROOT}/permalinks`,
  permalink: (slug: string) => `${ROOT}/permalinks/${part(slug)}`,
};
