/** One persistent plot: made once, then updated in place, with the camera always the page's own. */
import type { Layout, PlotlyHTMLElement } from 'plotly.js/lib/core';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Camera } from '../api/types';
import type { SetName } from '../data/columns';
import { dragMode, type Figure, withCamera } from '../figures/scene';
import { idOf, type TraceMeta } from '../figures/types';
import { sameCamera } from '../state/view';
import { loadPlotly } from './loadPlotly';
import { drawn, fitFieldOfView, heldCamera, liveCamera } from './plotInternals';

export interface PickedPoint {
  set: SetName;
  index: number;
}

interface Handlers {
  onCamera: (camera: Camera) => void;
  onPoint: (point: PickedPoint | undefined) => void;
}

type Plotly = Awaited<ReturnType<typeof loadPlotly>>;

/** As many pixels as the screen has, and no more than show: each costs time in every frame. */
export const REST_PIXEL_RATIO = Math.min(2, Math.max(1, window.devicePixelRatio));

// Finer than any choice, coarser than the rounding of plotly's matrices: a restored camera keeps the
// digits it was stored with.
const ROUNDING = 1e-9;

const CONFIG = {
  displayModeBar: false,
  showSendToCloud: false,
  scrollZoom: true,
  doubleClick: false,
  responsive: false,
  plotGlPixelRatio: REST_PIXEL_RATIO,
} as const;

interface PickEvent {
  points?: { fullData?: { meta?: Partial<TraceMeta> }; pointNumber?: unknown }[];
}

function picked(event: unknown): PickedPoint | undefined {
  const point = (event as PickEvent).points?.[0];
  const { set, layer, first, ids } = point?.fullData?.meta ?? {};
  const row = point?.pointNumber;
  if (!set || !layer || first === undefined || typeof row !== 'number') return undefined;
  const index = idOf({ set, layer, first, ...(ids && { ids }) }, row);
  return index === undefined ? undefined : { set, index };
}

export function usePlot(
  host: RefObject<HTMLDivElement | null>,
  figure: Figure,
  camera: Camera,
  moving: RefObject<boolean>,
  handlers: Handlers,
) {
  const [plotly, setPlotly] = useState<Plotly>();
  const [failure, setFailure] = useState<Error>();
  const [ready, setReady] = useState(false);
  const latest = useRef({ camera, handlers });
  useEffect(() => {
    latest.current = { camera, handlers };
  });

  useEffect(() => {
    let gone = false;
    loadPlotly().then(
      (loaded) => gone || setPlotly(() => loaded),
      (error: Error) => gone || setFailure(error),
    );
    return () => {
      gone = true;
    };
  }, []);

  // Made once, and given up with the page.
  useEffect(() => {
    const element = host.current;
    if (!plotly || !element) return;
    const observer = new ResizeObserver(() => {
      const plot = element as unknown as PlotlyHTMLElement;
      if (!heldCamera(plot) || element.clientWidth === 0) return;
      void Promise.resolve(plotly.Plots.resize(plot)).then(() => fitFieldOfView(plot));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      plotly.purge(element);
      setReady(false);
    };
  }, [plotly, host]);

  // The picture: whenever anything but the camera has changed.
  useEffect(() => {
    const element = host.current;
    if (!plotly || !element) return;
    const plot = element as unknown as PlotlyHTMLElement;
    const first = !heldCamera(plot);
    // What fingers have moved and nobody has been told of yet counts before what the page remembers.
    const at = (first ? undefined : unsaidCamera(plot)) ?? latest.current.camera;
    const start = performance.now();
    let stale = false;
    const done = plotly.react(element, figure.data, withCamera(figure.layout, at), CONFIG);
    // Plotly draws before it returns; what it promises comes a frame later.
    if (!first) report(plot);
    done
      .then(() => {
        performance.measure('residview:draw', { start, end: performance.now() });
        fitFieldOfView(plot);
        if (first) listen(plot, latest);
        report(plot);
        if (!stale) setReady(true);
      })
      .catch((error: Error) => stale || setFailure(error));
    return () => {
      stale = true;
    };
  }, [plotly, host, figure]);

  // The camera alone: five milliseconds, where the whole picture takes a hundred.
  useEffect(() => {
    const element = host.current;
    if (!plotly || !element || !ready) return;
    const plot = element as unknown as PlotlyHTMLElement;
    const held = heldCamera(plot);
    if (!held || moving.current || sameCamera(held, camera, ROUNDING)) return;
    const change: Record<string, unknown> = { 'scene.camera': camera };
    if (dragMode(held) !== dragMode(camera)) change['scene.dragmode'] = dragMode(camera);
    void plotly.relayout(element, change as Partial<Layout>).then(() => report(plot));
  }, [plotly, host, ready, camera, moving]);

  return { ready, failure };
}

/** Where the camera is, if that is not where plotly's layout says. */
function unsaidCamera(plot: PlotlyHTMLElement): Camera | undefined {
  const live = liveCamera(plot);
  const held = heldCamera(plot);
  return live && held && !sameCamera(live, held, ROUNDING) ? live : undefined;
}

function listen(plot: PlotlyHTMLElement, latest: RefObject<{ handlers: Handlers }>): void {
  // A tap arrives as a click, a resting pointer as a hover: both mean "what is this?".
  const point = (event: unknown) => latest.current.handlers.onPoint(picked(event));
  plot.on('plotly_hover', point);
  plot.on('plotly_click', point);
  plot.on('plotly_unhover', () => latest.current.handlers.onPoint(undefined));
}

/** Attributes that say what plotly holds, for tests and for assistive tools. */
function report(plot: PlotlyHTMLElement): void {
  const scene = plot.closest<HTMLElement>('[data-testid="scene"]');
  if (!scene) return;
  const { axes, points } = drawn(plot);
  scene.dataset.camera = JSON.stringify(heldCamera(plot));
  scene.dataset.axes = axes.join(',');
  scene.dataset.points = String(points);
  scene.dataset.ready = 'true';
}
