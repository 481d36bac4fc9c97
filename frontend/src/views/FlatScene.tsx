/** The scene where there is no WebGL: an explanation, and the same points in plain pixels. */
import { useCallback, useMemo } from 'react';
import type { Camera } from '../api/types';
import { useSceneData } from '../data/useSceneData';
import { pointCounts, provenance } from '../figures/provenance';
import { useStore } from '../state/store';
import { DEFAULT_CAMERA } from '../state/view';
import { STRINGS } from '../strings';
import styles from './FlatScene.module.css';
import { PointCanvas } from './PointCanvas';
import { Provenance } from './Provenance';
import { ErrorState, errorText, LoadingState } from './states';
import type { Ready } from './useResolved';
import { useSources } from './useSources';

export function FlatScene({ ready }: { ready: Ready }) {
  const { model, basis, view } = ready;
  const { want, announce } = useStore();
  const sources = useSources(model, view);
  const { shown, error, retry } = useSceneData(model, basis, view.axes, sources);
  const onCamera = useCallback((camera: Camera) => want({ camera }), [want]);
  const onReset = useCallback(() => {
    want({ camera: DEFAULT_CAMERA });
    announce(STRINGS.said.camera);
  }, [want, announce]);
  const label = useMemo(
    () =>
      STRINGS.compare.picture(
        model.name,
        pointCounts(model, view.show)
          .map(({ text }) => text)
          .join(', '),
      ),
    [model, view.show],
  );
  if (!shown) {
    if (!error) return <LoadingState text={STRINGS.loading.scores} />;
    const { title, detail } = errorText(error);
    return (
      <ErrorState
        title={title}
        detail={detail}
        action={{ label: STRINGS.labels.retry, run: retry }}
      />
    );
  }
  return (
    <div className={styles.layout}>
      <div className={styles.why} role="note" data-testid="no-webgl">
        <h2>{STRINGS.noWebgl.title}</h2>
        <p>{STRINGS.noWebgl.detail}</p>
      </div>
      <div className={styles.scene}>
        <PointCanvas
          id="scene"
          points={shown.points}
          axes={shown.axes}
          show={view.show}
          theme={view.theme}
          aspect={view.aspect}
          camera={view.camera}
          onCamera={onCamera}
          onReset={onReset}
          label={label}
          testId="flat-scene"
        />
      </div>
      <Provenance
        source={provenance(model, basis, shown.axes, view.show)}
        theme={view.theme}
        model={model}
        basis={basis}
      />
    </div>
  );
}
