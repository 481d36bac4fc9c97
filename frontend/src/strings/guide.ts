/** The page that shows docs/guide.md. */

export const GUIDE = {
  title: 'Guide – Residview',
  contents: 'Contents',
} as const;
