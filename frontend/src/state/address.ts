/** Which page an address names. */

export type Source =
  | { kind: 'embeddings'; search: string }
  | { kind: 'permalink'; slug: string; embedded: boolean }
  | { kind: 'compare'; search: string }
  | { kind: 'guide' }
  | { kind: 'unknown'; path: string };

export const EMBEDDINGS_PATH = '/embeddings';
export const COMPARE_PATH = '/compare';
export const GUIDE_PATH = '/guide';

export function sourceOf(location: { pathname: string; search: string }): Source {
  const path = location.pathname.replace(/\/+$/, '');
  if (path === '' || path === EMBEDDINGS_PATH) {
    return { kind: 'embeddings', search: location.search };
  }
  if (path === COMPARE_PATH) return { kind: 'compare', search: location.search };
  if (path === GUIDE_PATH) return { kind: 'guide' };
  const [, root, slug] = /^\/(v|embed)\/([^/]+)$/.exec(path) ?? [];
  if (slug !== undefined) {
    try {
      return { kind: 'permalink', slug: decodeURIComponent(slug), embedded: root === 'embed' };
    } catch {
      return { kind: 'unknown', path };
    }
  }
  return { kind: 'unknown', path };
}
