/** Our own bundle of plotly: the core and one kind of trace. Loaded lazily; see loadPlotly.ts. */
import Plotly from 'plotly.js/lib/core';
import scatter3d from 'plotly.js/lib/scatter3d';

Plotly.register([scatter3d]);

export default Plotly;
