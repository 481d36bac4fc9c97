import { describe, expect, it } from 'vitest';

/** Imports point one way: each folder knows only those before it. Everyone may quote `strings`. */
const ORDER = ['api', 'strings', 'state', 'data', 'figures', 'views'];

const sources = import.meta.glob<string>(
  ['./*/**/*.{ts,tsx}', '!./**/*.test.ts', '!./testing/**'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
);

const imports = Object.entries(sources).flatMap(([path, text]) => {
  const from = path.split('/')[1] ?? '';
  return [...text.matchAll(/(?:from|import)\s*\(?'(?:\.\.\/)+(\w+)\//g)].map((match) => ({
    path,
    from,
    to: match[1] ?? '',
  }));
});

describe('the folders of src', () => {
  it('are all in the order', () => {
    const folders = new Set(Object.keys(sources).map((path) => path.split('/')[1]));
    expect([...folders].sort()).toEqual([...ORDER].sort());
  });

  it('import from those before them only', () => {
    expect(imports.length).toBeGreaterThan(20);
    expect(imports.filter(({ from, to }) => ORDER.indexOf(to) > ORDER.indexOf(from))).toEqual([]);
  });

  it('keep figures free of the page: no DOM, no React', () => {
    const figures = Object.entries(sources).filter(([path]) => path.startsWith('./figures/'));
    const touching = figures.filter(([, text]) =>
      /\b(document|window)\b\.|from 'react'/.test(text),
    );
    expect(touching.map(([path]) => path)).toEqual([]);
  });

  it('hold no file that has grown past reading', () => {
    const long = Object.entries(sources).filter(
      ([path, text]) => text.split('\n').length > 400 && !path.endsWith('.gen.ts'),
    );
    expect(long.map(([path]) => path)).toEqual([]);
  });
});
