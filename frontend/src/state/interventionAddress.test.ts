import { describe, expect, it } from 'vitest';
import { openedIn, searchOf } from './interventionAddress';

describe('the address of an intervention', () => {
  it('names the model and the run, and comes back as it went', () => {
    const search = searchOf('', { model: 'demo', run: 'r-k3w9q2hd7m' });
    expect(search).toBe('?model=demo&run=r-k3w9q2hd7m');
    expect(openedIn(search)).toEqual({
      model: 'demo',
      run: 'r-k3w9q2hd7m',
      example: undefined,
    });
  });

  it('keeps the theme, and lets go of what was open before', () => {
    expect(searchOf('?example=cat-dog&theme=light', { model: 'demo', run: 'r-1' })).toBe(
      '?model=demo&run=r-1&theme=light',
    );
  });
});
