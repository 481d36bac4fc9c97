import { expect, it } from 'vitest';
import { headings, parsed } from './markdown';

it('gives headings the addresses that GitHub gives them, each once', () => {
  const found = headings(parsed('# A `b` & *c*\n\n## What, then?\n\ntext\n\n### What, then?\n'));
  expect(found).toEqual([
    { depth: 1, text: 'A b & c', id: 'a-b--c' },
    { depth: 2, text: 'What, then?', id: 'what-then' },
    { depth: 3, text: 'What, then?', id: 'what-then-1' },
  ]);
});
