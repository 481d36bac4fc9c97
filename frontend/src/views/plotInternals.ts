/**
 * The few things plotly knows and does not offer, in one place, each guarded: should a later version
 * rename them, the scene still draws, and only the nicety is lost.
 */
import type { PlotlyHTMLElement } from 'plotly.js/lib/core';
import type { Camera } from '../api/types';
import { fieldOfView } from '../figures/camera';

interface GlPlot {
  fovy?: number;
  pixelRatio?: number;
  redraw?: () => void;
}

interface Drawing {
  getCamera?: () => Camera;
  toImage?: (format: string) => string;
  glplot?: GlPlot;
}

interface Inner {
  _fullLayout?: {
    meta?: { axes?: (number | string)[] };
    scene?: { camera?: Camera; _scene?: Drawing };
  };
  _fullData?: { uid?: string; visible?: unknown; x?: ArrayLike<number> }[];
}

const inner = (plot: PlotlyHTMLElement): Inner => plot as unknown as Inner;
const glPlot = (plot: PlotlyHTMLElement) => inner(plot)._fullLayout?.scene?._scene?.glplot;

const onlyVectors = ({ eye, center, up }: Camera): Camera => ({
  eye: { x: eye.x, y: eye.y, z: eye.z },
  center: { x: center.x, y: center.y, z: center.z },
  up: { x: up.x, y: up.y, z: up.z },
});

/** The camera plotly holds since the last finished movement. */
export function heldCamera(plot: PlotlyHTMLElement): Camera | undefined {
  const camera = inner(plot)._fullLayout?.scene?.camera;
  return camera && onlyVectors(camera);
}

/** The camera of this very frame, in the middle of a movement too. */
export function liveCamera(plot: PlotlyHTMLElement): Camera | undefined {
  const camera = inner(plot)._fullLayout?.scene?._scene?.getCamera?.();
  return camera && onlyVectors(camera);
}

/** Widens the view in a tall window: plotly itself would cut off both sides. */
export function fitFieldOfView(plot: PlotlyHTMLElement): void {
  const scene = glPlot(plot);
  if (scene?.fovy === undefined) return;
  const fovy = fieldOfView(plot.clientWidth, plot.clientHeight);
  if (scene.fovy === fovy) return;
  scene.fovy = fovy;
  scene.redraw?.();
}

/** Fewer pixels while it moves, all of them at rest. The canvas follows on its next frame. */
export function setPixelRatio(plot: PlotlyHTMLElement, ratio: number): void {
  const scene = glPlot(plot);
  if (scene?.pixelRatio === undefined || scene.pixelRatio === ratio) return;
  scene.pixelRatio = ratio;
  scene.redraw?.();
}

/** What plotly draws, as it says itself. */
export function drawn(plot: PlotlyHTMLElement): { axes: (number | string)[]; points: number } {
  const visible = inner(plot)._fullData?.filter((trace) => trace.visible === true) ?? [];
  return {
    axes: inner(plot)._fullLayout?.meta?.axes ?? [],
    points: visible.reduce((sum, trace) => sum + (trace.x?.length ?? 0), 0),
  };
}

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));

/**
 * The frame on show as a PNG data URL, at so many pixels to one of the page. (plotly's own toImage makes a second
 * scene, with its own field of view, and that is another picture.)
 */
export async function frame(plot: PlotlyHTMLElement, ratio: number): Promise<string | undefined> {
  const drawing = inner(plot)._fullLayout?.scene?._scene;
  const before = drawing?.glplot?.pixelRatio;
  if (!drawing?.toImage || before === undefined) return undefined;
  setPixelRatio(plot, ratio);
  // The canvas takes its new size on the first, and is painted on the second.
  await nextFrame();
  await nextFrame();
  try {
    return drawing.toImage('png');
  } finally {
    setPixelRatio(plot, before);
  }
}
