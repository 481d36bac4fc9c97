import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './views/styles';
import { App } from './views/App';
import { loadPlotly } from './views/loadPlotly';

// Asked for now, so that it travels while the first answers do.
loadPlotly().catch(() => undefined);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
