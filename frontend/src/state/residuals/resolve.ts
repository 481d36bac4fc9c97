/** What is wanted of the residuals, set against what the server has: pure, and each fallback is named. */
import type {
  BasisOut,
  CaptureWholeOut,
  Direction,
  ModelOut,
  ResidualsState,
  SiteBasisOut,
  SiteOut,
  Theme,
} from '../../api/types';
import type { Refusal } from '../../strings';
import type { Chosen } from '../resolve';
import { AXIS_NAMES } from '../view';
import { directionText } from './parameters';
import {
  DEFAULT_BASIS,
  DEFAULT_DIRECTION,
  inModel,
  isMix,
  isNamed,
  type WantedResiduals,
} from './view';

/** What bases of sites and of the model have in common. */
export type AnyBasis = Pick<
  SiteBasisOut & BasisOut,
  'name' | 'n_components' | 'variance_shares' | 'center_scores' | 'near_equal' | 'checksum'
>;

/** Parts with a column for each of the model's own: the stream, and what is added to it. */
const STREAM = ['resid_pre', 'resid_mid', 'resid_post'];

export const inStream = ({ part }: Pick<SiteOut, 'part'>): boolean => STREAM.includes(part);

/** The middle of the depth: neither the embeddings again nor the predictions already. */
export function defaultSite(sites: readonly SiteOut[]): SiteOut | undefined {
  const stream = sites.filter(inStream);
  const among = stream.length > 0 ? stream : sites;
  return among[Math.floor(among.length / 2)];
}

/** A model's own bases stand beside the site's where they divide the same space. */
export const basesAt = (site: SiteOut, ofModel: readonly BasisOut[]): AnyBasis[] => [
  ...site.bases,
  ...ofModel.filter(({ d, name }) => d === site.d && !site.bases.some((own) => own.name === name)),
];

const notHere = (parameter: string, value: string | number, used: string): Refusal => ({
  parameter,
  value: String(value),
  reason: 'not-here',
  used,
});

const fits = (direction: Direction, last: number): boolean => {
  if (isNamed(direction)) return true;
  if (isMix(direction)) return direction.every(({ component }) => component <= last);
  return direction <= last;
};

export interface ResolvedResiduals {
  view: ResidualsState;
  site: SiteOut;
  basis: AnyBasis;
  refusals: Refusal[];
}

/** Nothing where the capture has no sites, or the site no basis. */
export function resolve(
  asked: WantedResiduals,
  model: Chosen<ModelOut>,
  capture: Chosen<CaptureWholeOut>,
  ofModel: readonly BasisOut[],
  theme: Theme,
): ResolvedResiduals | undefined {
  const refusals = [model.refusal, capture.refusal].filter((item) => item !== undefined);
  const wanted = model.refusal ? { ...asked, ...inModel(model.item.name, asked) } : asked;
  const { details, n_shown } = capture.item;

  const site = details.find(({ name }) => name === wanted.site) ?? defaultSite(details);
  if (!site) return undefined;
  if (wanted.site !== undefined && wanted.site !== site.name) {
    refusals.push(notHere('site', wanted.site, site.name));
  }
  const bases = basesAt(site, ofModel);
  const basis =
    bases.find(({ name }) => name === wanted.basis) ??
    bases.find(({ name }) => name === DEFAULT_BASIS) ??
    bases[0];
  if (!basis) return undefined;
  if (wanted.basis !== basis.name && wanted.basis !== DEFAULT_BASIS) {
    refusals.push(notHere('basis', wanted.basis, basis.name));
  }

  const last = Math.max(1, basis.n_components);
  let { direction } = wanted;
  if (!fits(direction, last)) {
    refusals.push(notHere('direction', directionText(direction), `PC${DEFAULT_DIRECTION}`));
    direction = DEFAULT_DIRECTION;
  }
  // The same object while nothing is changed in it: pictures are remembered by identity.
  let { axes } = wanted;
  for (const axis of AXIS_NAMES) {
    if (axes[axis] <= last) continue;
    const used = Math.min(AXIS_NAMES.indexOf(axis) + 1, last);
    if (axes[axis] > AXIS_NAMES.length) refusals.push(notHere(axis, axes[axis], `PC${used}`));
    axes = { ...axes, [axis]: used };
  }
  // An address may name a prompt whose rows are not kept.
  let { first, focus } = wanted;
  if (first >= n_shown && first > 0) {
    refusals.push(notHere('first', first, 'The first prompt'));
    first = 0;
  }
  if (focus && focus.prompt >= n_shown) {
    refusals.push(notHere('focus', `${focus.prompt}:${focus.position}`, 'No token'));
    focus = null;
  }
  return {
    site,
    basis,
    refusals,
    view: {
      ...wanted,
      version: 3,
      page: 'residuals',
      model: model.item.name,
      capture: capture.item.name,
      site: site.name,
      basis: basis.name,
      direction,
      axes,
      first,
      focus,
      theme,
    },
  };
}
