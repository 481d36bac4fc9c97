/** The sites of a capture as a person moves among them: along the depth, and across parts and heads. */
import type { Part, SiteOut } from '../../api/types';

type Site = Pick<SiteOut, 'name' | 'layer' | 'part' | 'head'>;

/** Stops of one depth: before a block and after the last are one stream. */
export type Line = 'stream' | Exclude<Part, 'resid_pre' | 'resid_post'>;

export const lineOf = ({ part }: Pick<Site, 'part'>): Line =>
  part === 'resid_pre' || part === 'resid_post' ? 'stream' : part;

/** Before block 3 is after block 2: of two captured there, the one asked for stands for both. */
const placeOf = ({ layer, part }: Site): number => (part === 'resid_post' ? layer + 1 : layer);

/** The sites of a line, one for each place along the depth; `site`'s own line and head. */
export function stopsOf<S extends Site>(sites: readonly S[], site: S): S[] {
  const stops = new Map<number, S>();
  for (const each of sites) {
    if (lineOf(each) !== lineOf(site) || each.head !== site.head) continue;
    const place = placeOf(each);
    if (!stops.has(place) || each.name === site.name) stops.set(place, each);
  }
  return [...stops].sort(([a], [b]) => a - b).map(([, stop]) => stop);
}

export const linesOf = (sites: readonly Site[]): Line[] => [...new Set(sites.map(lineOf))];

/** The heads captured of a site's part, in order. */
export const headsOf = (sites: readonly Site[], site: Site): number[] =>
  [...new Set(sites.filter((each) => lineOf(each) === lineOf(site)).map(({ head }) => head))]
    .filter((head) => head !== null)
    .sort((a, b) => a - b);

/** The site of another line or head that is nearest along the depth. */
export function across<S extends Site>(
  sites: readonly S[],
  site: S,
  to: { line?: Line; head?: number },
): S | undefined {
  const line = to.line ?? lineOf(site);
  const among = sites.filter((each) => lineOf(each) === line);
  const heads = headsOf(among, among[0] ?? site);
  const head = to.head ?? (site.head !== null && heads.includes(site.head) ? site.head : heads[0]);
  const away = (each: S) => Math.abs(placeOf(each) - placeOf(site));
  return among
    .filter((each) => each.head === (head ?? null))
    .reduce<S | undefined>(
      (best, each) => (best && away(best) <= away(each) ? best : each),
      undefined,
    );
}

/** The one `by` further, or nothing beyond the ends. */
export function beside<T>(all: readonly T[], current: T, by: number): T | undefined {
  const at = all.indexOf(current);
  return at < 0 ? undefined : all[at + by];
}
