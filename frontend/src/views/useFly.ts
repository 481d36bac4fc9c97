/** Flies the scene's camera to a point, in a few steps, or in one where motion is not wanted. */
import { useCallback, useMemo } from 'react';
import type { Camera, Point } from '../api/types';
import { useSceneData } from '../data/useSceneData';
import { cameraAt, flight, placeInBox } from '../figures/flyTo';
import { ranges } from '../figures/ranges';
import { useStore } from '../state/store';
import type { Ready } from './useResolved';
import { useSources } from './useSources';

const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

function fly(to: Camera): void {
  const { want, wanted } = useStore.getState();
  const steps = calm() ? [to] : flight(wanted.camera, to);
  let expected = wanted.camera;
  const step = () => {
    const next = steps.shift();
    // Whoever takes hold of the camera on the way keeps it.
    if (!next || useStore.getState().wanted.camera !== expected) return;
    expected = next;
    want({ camera: next });
    if (steps.length > 0) requestAnimationFrame(step);
  };
  step();
}

/** Nothing where the point is not in the scene. */
export function useFly({ model, basis, view }: Ready) {
  const sources = useSources(model, view);
  const { shown } = useSceneData(model, basis, view.axes, sources);
  const box = useMemo(() => shown && ranges(shown.points), [shown]);
  const inScene = view.stage === 'scene';
  return useCallback(
    ({ point_set, id }: Point): (() => void) | undefined => {
      const set = sources.find(({ name }) => name === point_set)?.set;
      const columns = set && shown?.points[set];
      if (!inScene || !box || !columns || id >= columns.x.length) return undefined;
      const point = { x: columns.x[id] ?? 0, y: columns.y[id] ?? 0, z: columns.z[id] ?? 0 };
      return () =>
        fly(cameraAt(placeInBox(point, box, view.aspect), useStore.getState().wanted.camera));
    },
    [sources, shown, box, view.aspect, inScene],
  );
}
