/** Which page an address names. */
import type { Theme } from '../api/types';

export type Source =
  | { kind: 'embeddings'; search: string }
  | { kind: 'residuals'; search: string }
  | { kind: 'permalink'; slug: string; embedded: boolean }
  | { kind: 'compare'; search: string }
  | { kind: 'interventions'; search: string }
  | { kind: 'guide' }
  | { kind: 'unknown'; path: string };

export const EMBEDDINGS_PATH = '/embeddings';
export const RESIDUALS_PATH = '/residuals';
export const COMPARE_PATH = '/compare';
export const INTERVENTIONS_PATH = '/interventions';
export const GUIDE_PATH = '/guide';

/** The theme of a page that has no view: the one parameter it shares with those that have. */
export function themeOf(search: string): Theme | undefined {
  const given = new URLSearchParams(search).get('theme');
  return given === 'dark' || given === 'light' ? given : undefined;
}

export function sourceOf(location: { pathname: string; search: string }): Source {
  const path = location.pathname.replace(/\/+$/, '');
  if (path === '' || path === EMBEDDINGS_PATH) {
    return { kind: 'embeddings', search: location.search };
  }
  if (path === RESIDUALS_PATH) return { kind: 'residuals', search: location.search };
  if (path === COMPARE_PATH) return { kind: 'compare', search: location.search };
  if (path === INTERVENTIONS_PATH) return { kind: 'interventions', search: location.search };
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

/** The models that `?models=a,b` names; nothing: all of them. */
export function comparedIn(search: string): string[] | undefined {
  const given = new URLSearchParams(search).get('models');
  if (given === null) return undefined;
  return [...new Set(given.split(',').filter((name) => name !== ''))];
}

export function compareSearch(search: string, models: readonly string[] | undefined): string {
  const kept = new URLSearchParams(search);
  kept.delete('models');
  const rest = kept.toString();
  const named = models?.map(encodeURIComponent).join(',');
  const parts = [named === undefined ? '' : `models=${named}`, rest].filter((part) => part !== '');
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

export const embedPath = (slug: string) => `/embed/${encodeURIComponent(slug)}`;
export const linkPath = (slug: string) => `/v/${encodeURIComponent(slug)}`;
export const previewPath = (slug: string) =>
  `/api/v1/permalinks/${encodeURIComponent(slug)}/preview.png`;
