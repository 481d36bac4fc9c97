/** A frame for a page elsewhere, as HTML. */
import type { PermalinkOut } from '../api/types';
import { embedPath } from '../state/address';
import { STRINGS } from '../strings';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const attribute = (text: string) => text.replace(/[&<>"]/g, (each) => ENTITIES[each] ?? each);

/** Its width follows the page, its shape is the preview's; the browser loads it when it comes near. */
export function embedCode(origin: string, link: Pick<PermalinkOut, 'slug' | 'title'>): string {
  const src = attribute(new URL(embedPath(link.slug), origin).href);
  const title = attribute(link.title || STRINGS.links.frameTitle);
  return (
    `<iframe src="${src}" title="${title}" loading="lazy" ` +
    'style="width:100%;aspect-ratio:1200/630;border:0"></iframe>'
  );
}
