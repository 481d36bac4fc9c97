import { describe, expect, it } from 'vitest';
import { contrast, shadeOf, stopText } from './lens';

describe('a probability in the lens', () => {
  it.each(['dark', 'light'] as const)('is legible on its colour, whatever it is (%s)', (theme) => {
    for (let step = 0; step <= 40; step += 1) {
      const { background, ink } = shadeOf(step / 40, theme);
      expect(contrast(background, ink)).toBeGreaterThan(4.5);
    }
  });

  it('has a colour at both ends', () => {
    expect(shadeOf(1, 'dark')).toBe(shadeOf(1.0001, 'dark'));
    expect(shadeOf(0, 'dark')).not.toBe(shadeOf(1, 'dark'));
  });

  it('belongs to a stop with a name', () => {
    expect(stopText('2.resid_pre')).toBe('before block 2');
    expect(stopText('3.resid_post')).toBe('after block 3');
  });
});
