/**
 * The few things plotly knows and does not offer, in one place, each guarded: should a later version
 * rename them, the scene still draws, and only the nicety is lost.
 */
import type { PlotlyHTMLElement } from 'plotly.js/lib/core';
import type { Camera } from '../api/types';
import { fieldOfView } from '../figures/camera';
import type { TraceMeta } from '../figures/types';

interface GlPlot {
  fovy?: number;
  pixelRatio?: number;
  gl?: { readPixels?: unknown };
  objects?: { drawPick?: unknown; dirty?: boolean }[];
  redraw?: () => void;
}

type Triple = [number, number, number];

interface InnerScene {
  getCamera?: () => Camera;
  toImage?: (format: string) => string;
  glplot?: GlPlot;
  camera?: { lookAt?: (eye: Triple, center: Triple, up: Triple) => void };
}

interface Inner {
  _fullLayout?: {
    meta?: { axes?: (number | string)[] };
    scene?: { camera?: Camera; _scene?: InnerScene };
  };
  _fullData?: { visible?: unknown; x?: ArrayLike<number>; meta?: Partial<TraceMeta> }[];
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

/** The camera of the next frame, and nothing but that: plotly's layout hears of it at the end. */
export function placeCamera(plot: PlotlyHTMLElement, { eye, center, up }: Camera): boolean {
  const camera = inner(plot)._fullLayout?.scene?._scene?.camera;
  if (!camera?.lookAt) return false;
  camera.lookAt([eye.x, eye.y, eye.z], [center.x, center.y, center.z], [up.x, up.y, up.z]);
  return true;
}

const nothing = () => undefined;

/**
 * While it moves: one pixel a pixel, and no second drawing for the pointer to pick from, which plotly makes,
 * and reads back, at every frame. At rest both are back.
 */
export function setMoving(plot: PlotlyHTMLElement, moving: boolean, restRatio: number): void {
  const scene = glPlot(plot);
  if (!scene) return;
  if (scene.pixelRatio !== undefined) scene.pixelRatio = moving ? 1 : restRatio;
  const objects = scene.objects ?? [];
  if (moving) {
    // Of its own, each hides what it inherits.
    for (const object of objects) if (object.drawPick) object.drawPick = nothing;
    if (scene.gl?.readPixels) scene.gl.readPixels = nothing;
  } else {
    for (const object of objects) delete object.drawPick;
    if (scene.gl) delete scene.gl.readPixels;
    // What has been left out is drawn with the next frame.
    const [first] = objects;
    if (first) first.dirty = true;
  }
  if (scene.pixelRatio !== undefined && restRatio !== 1) scene.redraw?.();
  const report = plot.closest<HTMLElement>('[data-testid="scene"]');
  if (report) {
    report.dataset.moving = String(moving);
    report.dataset.picking = String(typeof objects[0]?.drawPick === 'function' && !moving);
    report.dataset.pixelRatio = String(scene.pixelRatio);
  }
}

/** What plotly draws, as it says itself; what is drawn once more to stand out is not counted again. */
export function drawn(plot: PlotlyHTMLElement): { axes: (number | string)[]; points: number } {
  const points =
    inner(plot)._fullData?.filter(
      ({ visible, meta }) => visible === true && meta?.layer === 'points',
    ) ?? [];
  return {
    axes: inner(plot)._fullLayout?.meta?.axes ?? [],
    points: points.reduce((sum, trace) => sum + (trace.x?.length ?? 0), 0),
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
  // At rest, for while it moves nothing can be read back.
  const moving = plot.closest<HTMLElement>('[data-testid="scene"]')?.dataset.moving === 'true';
  setMoving(plot, false, ratio);
  // The canvas takes its new size on the first, and is painted on the second.
  await nextFrame();
  await nextFrame();
  try {
    return drawing.toImage('png');
  } finally {
    setMoving(plot, moving, before);
  }
}
