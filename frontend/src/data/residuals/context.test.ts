import { describe, expect, it } from 'vitest';
import type { Piece } from '../quote';
import { inContext } from './context';

const LABELS = ['<s>', 'a', ' b', '\n', 'c'];
const SHOWN = { offsets: [0, 5, 7], ids: [0, 1, 2, 3, 4, 0, 1] };
const text = (pieces: readonly Piece[]) => pieces.map((piece) => piece.text).join('');

describe('a token in context', () => {
  it('stands among its neighbours, with an ellipsis where the prompt goes on', () => {
    const { before, name, after } = inContext(SHOWN, LABELS, 2, 1);
    expect([before, name, after].map(text)).toEqual(['…a', '·b', '↵…']);
  });

  it('never reaches into another prompt', () => {
    const last = inContext(SHOWN, LABELS, 4, 3);
    expect([last.before, last.name, last.after].map(text)).toEqual(['…a·b↵', 'c', '']);
    const first = inContext(SHOWN, LABELS, 5, 3);
    expect([first.before, first.name, first.after].map(text)).toEqual(['', '<s>', 'a']);
  });
});
