import { describe, expect, it } from 'vitest';
import { comparedIn, compareSearch, sourceOf, themeOf } from './address';

const at = (pathname: string, search = '') => sourceOf({ pathname, search });

describe('sourceOf', () => {
  it('knows the page of embeddings', () => {
    expect(at('/embeddings', '?x=2')).toEqual({ kind: 'embeddings', search: '?x=2' });
    expect(at('/embeddings/')).toMatchObject({ kind: 'embeddings' });
    expect(at('/')).toMatchObject({ kind: 'embeddings' });
  });

  it('knows a permalink', () => {
    expect(at('/v/k3w9q2hd7m')).toEqual({
      kind: 'permalink',
      slug: 'k3w9q2hd7m',
      embedded: false,
    });
    expect(at('/embed/k3w9q2hd7m')).toMatchObject({ slug: 'k3w9q2hd7m', embedded: true });
  });

  it('knows the other pages', () => {
    expect(at('/guide').kind).toBe('guide');
    expect(at('/compare')).toMatchObject({ kind: 'compare' });
  });

  it('knows nothing else', () => {
    expect(at('/v/a/b')).toMatchObject({ kind: 'unknown' });
    expect(at('/v/%E0%A4%A')).toMatchObject({ kind: 'unknown' });
    expect(at('/nothing')).toMatchObject({ kind: 'unknown' });
  });
});

describe('the page that compares', () => {
  it('names its models in its address, each once, and means all where it names none', () => {
    expect(comparedIn('')).toBeUndefined();
    expect(comparedIn('?models=a,b,a')).toEqual(['a', 'b']);
    expect(comparedIn('?models=')).toEqual([]);
  });

  it('writes what it reads, and keeps the theme', () => {
    for (const names of [['a', 'org/b c'], [], undefined]) {
      const search = compareSearch('?theme=light&models=old', names);
      expect(comparedIn(search)).toEqual(names);
      expect(themeOf(search)).toBe('light');
    }
  });

  it('knows two themes', () => {
    expect(themeOf('?theme=blue')).toBeUndefined();
    expect(themeOf('?theme=dark')).toBe('dark');
  });
});
