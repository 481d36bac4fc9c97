import { describe, expect, it } from 'vitest';
import { pythonString, snippet } from './snippet';

const input = {
  server: 'http://127.0.0.1:8000',
  model: 'demo',
  basis: 'positions',
  pointSet: 'tokens',
  v: 'b.t',
  labelsV: 't',
  axes: [1, 'd-k3w9q2hd7m', 17],
  ids: '3-7,12',
} as const;

// tests/browser/test_exports.py runs one against a server; here is what that cannot show.
describe('the snippet', () => {
  it('asks for each axis once, components and directions by their own addresses', () => {
    const text = snippet(input);
    expect(text).toContain('column("scores/tokens", {"from": 1, "to": 1})');
    expect(text).toContain('column("directions/d-k3w9q2hd7m/scores/tokens")');
    expect(text).toContain('column("scores/tokens", {"from": 17, "to": 17})');
    expect(text).toContain('selected = "3-7,12"');
  });

  it('takes all points where none are selected', () => {
    expect(snippet({ ...input, ids: undefined })).toContain('numpy.arange(len(scores))');
  });

  it('keeps names inside their strings and addresses', () => {
    const text = snippet({ ...input, model: '"); import os #', basis: 'a/b?c' });
    expect(text).toContain('models/%22)%3B%20import%20os%20%23/bases/a%2Fb%3Fc"');
    expect(text).not.toContain('"); import os');
  });

  it('breaks a long selection into lines without losing an id', () => {
    const ids = Array.from({ length: 200 }, (_, index) => 3 * index).join();
    const text = snippet({ ...input, ids });
    const literal = /selected = \(\n([\s\S]*?)\n\)/.exec(text)?.[1] ?? '';
    expect(literal.split('\n').length).toBeGreaterThan(3);
    expect([...literal.matchAll(/"([^"]*)"/g)].map((match) => match[1]).join('')).toBe(ids);
  });
});

describe('a string for Python', () => {
  it.each([
    ['plain', '"plain"'],
    ['say "hi" \\', '"say \\"hi\\" \\\\"'],
    ['a\nb\0', '"a\\u000ab\\u0000"'],
    ['é\u202e', '"\\u00e9\\u202e"'],
    ['😀', '"\\U0001f600"'],
  ])('%j', (text, literal) => expect(pythonString(text)).toBe(literal));
});
