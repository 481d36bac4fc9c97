/** Plotly is most of the page's weight: asked for at once, waited for only by what it draws. */
type Plotly = typeof import('./plotly').default;

const once = (load: () => Promise<Plotly>) => {
  let loading: Promise<Plotly> | undefined;
  return (): Promise<Plotly> => {
    loading ??= load();
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
};

export const loadPlotly = once(() => import('./plotly').then((module) => module.default));
export const loadCharts = once(() => import('./plotlyCharts').then((module) => module.default));

export function hasWebGL(): boolean {
  try {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('webgl') ?? canvas.getContext('experimental-webgl');
    // Browsers cap the number of contexts: give this one back.
    (context as WebGLRenderingContext | null)?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}
