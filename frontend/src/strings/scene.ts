/** The scene's own controls: what is fitted, what is drawn, what the colours tell. */
import type { ColorBy, TokenClass } from '../api/types';

export const FITS = {
  broken:
    'The server stopped in the middle of the fit. Nothing was stored; what is shown is as before. Try again.',
};
export const COLORING = {
  by: {} as Record<ColorBy, string>,
  classes: {} as Record<TokenClass, string>,
};
