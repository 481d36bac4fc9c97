import type { Theme } from '../api/types';
import { Page } from './Page';

export function EmbedPage({ systemTheme }: { systemTheme: Theme }) {
  return <Page systemTheme={systemTheme} />;
}
