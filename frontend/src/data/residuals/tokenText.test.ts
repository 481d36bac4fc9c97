import { describe, expect, it } from 'vitest';
import { tokenPieces } from './tokenText';

const text = (token: string) =>
  tokenPieces(token)
    .map((piece) => piece.text)
    .join('');

describe('tokenPieces', () => {
  it('shows white space by short marks', () => {
    expect(text(' def')).toBe('·def');
    expect(text('\n\n    ')).toBe('↵↵····');
    expect(text('\tx')).toBe('→x');
  });

  it('spells out what would draw nothing, and sets it apart', () => {
    expect(tokenPieces('\u202e')).toEqual([{ text: '\\u202e', mark: true }]);
    expect(text('\x98')).toBe('\\x98');
    expect(tokenPieces('')).toEqual([{ text: '∅', mark: true }]);
  });

  it('leaves a middle dot that is the token’s own unmarked', () => {
    expect(tokenPieces('·')).toEqual([{ text: '·', mark: false }]);
  });
});
