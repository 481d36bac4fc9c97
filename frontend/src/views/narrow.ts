/** Where the panel becomes a sheet below the scene; the stylesheets say the same width. */
export const NARROW = '(max-width: 719px)';
