/** Which page an address names. */

export type Source =
  | { kind: 'embeddings'; search: string }
  | { kind: 'permalink'; slug: string }
  | { kind: 'unknown'; path: string };

export const EMBEDDINGS_PATH = '/embeddings';

export function sourceOf(location: { pathname: string; search: string }): Source {
  const path = location.pathname.replace(/\/+$/, '');
  if (path === '' || path === EMBEDDINGS_PATH) {
    return { kind: 'embeddings', search: location.search };
  }
  const slug = /^\/v\/([^/]+)$/.exec(path)?.[1];
  if (slug !== undefined) {
    try {
      return { kind: 'permalink', slug: decodeURIComponent(slug) };
    } catch {
      return { kind: 'unknown', path };
    }
  }
  return { kind: 'unknown', path };
}
