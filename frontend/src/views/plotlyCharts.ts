/** Plotly for flat charts: lines come with the core. No WebGL, and loaded apart from the scene. */
import bar from 'plotly.js/lib/bar';
import Plotly from 'plotly.js/lib/core';
import heatmap from 'plotly.js/lib/heatmap';

Plotly.register([bar, heatmap]);

export default Plotly;
