import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { sourceOf } from './state/address';
import './views/styles';
import { App } from './views/App';
import { loadPlotly } from './views/loadPlotly';

const source = sourceOf(window.location);
const draws = source.kind === 'embeddings' || (source.kind === 'permalink' && !source.embedded);
// Asked for now, so that it travels while the first answers do.
if (draws) loadPlotly().catch(() => undefined);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
