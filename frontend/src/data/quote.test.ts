import { describe, expect, it } from 'vitest';
import { pieces, quote } from './quote';

describe('quote', () => {
  it.each([
    ['print', '“print”'],
    [' the', '“␣the”'],
    ['  ', '“␣␣”'],
    ['a\n', '“a↵”'],
    ['\r\n', '“␍↵”'],
    ['\tif', '“⇥if”'],
    ['', '“”'],
    ['\\xe2', '“\\xe2”'],
    ['<b>&amp;', '“<b>&amp;”'],
    ['日本', '“日本”'],
    ['👍', '“👍”'],
  ])('shows %j as %s', (token, shown) => {
    expect(quote(token)).toBe(shown);
  });

  it.each([
    ['NUL', '\0', '\\x00'],
    ['a control character', '\u001b', '\\x1b'],
    ['delete', '\u007f', '\\x7f'],
    ['a C1 control', '\u0085', '\\x85'],
    ['a no-break space', '\u00a0', '\\xa0'],
    ['a wide space', '\u2003', '\\u2003'],
    ['a line separator', '\u2028', '\\u2028'],
    ['a zero-width space', '\u200b', '\\u200b'],
    ['a zero-width joiner', '\u200d', '\\u200d'],
    ['a byte-order mark', '\ufeff', '\\ufeff'],
    ['a soft hyphen', '\u00ad', '\\xad'],
    ['right-to-left override', '\u202e', '\\u202e'],
    ['an isolate', '\u2066', '\\u2066'],
    ['a lone high surrogate', '\ud83d', '\\ud83d'],
    ['a lone low surrogate', '\udc4d', '\\udc4d'],
    ['private use', '\ue000', '\\ue000'],
    ['a tag character', '\u{e0041}', '\\u{e0041}'],
    ['a variation selector', '\ufe0f', '\\ufe0f'],
    ['a Hangul filler', '\u3164', '\\u3164'],
    ['a blank braille pattern', '\u2800', '\\u2800'],
  ])('spells out %s', (_, character, shown) => {
    expect(quote(`a${character}b`)).toBe(`“a${shown}b”`);
  });

  it('gives a lone accent something to sit on, and leaves others alone', () => {
    expect(quote('\u0301')).toBe('“◌\u0301”');
    expect(quote(' \u0301')).toBe('“␣◌\u0301”');
    expect(quote('e\u0301')).toBe('“e\u0301”');
  });
});

describe('pieces', () => {
  it('sets stand-ins apart from the token’s own characters', () => {
    expect(pieces('\n\n  if x')).toEqual([
      { text: '↵↵␣␣', mark: true },
      { text: 'if', mark: false },
      { text: '␣', mark: true },
      { text: 'x', mark: false },
    ]);
  });
});
