import type { ModelOut, ViewState } from '../api/types';
import { gradient, PALETTES } from '../figures/palette';
import { count } from '../figures/shares';
import { positionsOf } from '../state/positions';
import { useStore } from '../state/store';
import type { ShowName } from '../state/view';
import { STRINGS } from '../strings';
import { PointSize } from './PointSize';
import { Toggle } from './Toggle';
import styles from './Toggles.module.css';

export function Toggles({ model, view }: { model: ModelOut; view: ViewState }) {
  const { want, announce } = useStore();
  const palette = PALETTES[view.theme];
  const n = (set: string) => model.point_sets.find(({ name }) => name === set)?.n;
  const flip = (name: ShowName) => () => {
    const on = !view.show[name];
    want({ show: { ...view.show, [name]: on } });
    announce(STRINGS.said.toggled(STRINGS.labels[name], on));
  };
  const flipAspect = () => {
    const aspect = view.aspect === 'cube' ? 'data' : 'cube';
    want({ aspect });
    announce(STRINGS.said.aspect(aspect));
  };
  const positions = positionsOf(model)?.n;
  const tokens = n('tokens');
  const unembedding = n('unembedding');

  return (
    <div className={styles.toggles}>
      {positions !== undefined && (
        <>
          <Toggle
            testId="toggle-positions"
            label={STRINGS.labels.positions}
            detail={count(positions)}
            on={view.show.positions}
            flip={flip('positions')}
            swatch={
              <span className={styles.dot} style={{ background: gradient(palette.position) }} />
            }
          />
          <Toggle
            testId="toggle-path"
            label={STRINGS.labels.path}
            on={view.show.path}
            flip={flip('path')}
            inset
            disabled={!view.show.positions}
          />
          <Toggle
            testId="toggle-marks"
            label={STRINGS.labels.marks}
            on={view.show.marks}
            flip={flip('marks')}
            inset
            disabled={!view.show.positions}
          />
        </>
      )}
      {tokens !== undefined && (
        <Toggle
          testId="toggle-tokens"
          label={STRINGS.labels.tokens}
          detail={count(tokens)}
          on={view.show.tokens}
          flip={flip('tokens')}
          swatch={
            <span className={styles.diamond} style={{ background: gradient(palette.token) }} />
          }
        />
      )}
      {unembedding !== undefined && (
        <Toggle
          testId="toggle-unembedding"
          label={STRINGS.labels.unembedding}
          detail={count(unembedding)}
          on={view.show.unembedding}
          flip={flip('unembedding')}
          swatch={
            <span
              className={styles.diamond}
              style={{ background: gradient(palette.unembedding) }}
            />
          }
        />
      )}
      {view.color.by === 'kind' && (
        <p className={styles.note}>{STRINGS.shades[positions === undefined ? 'tokens' : 'both']}</p>
      )}
      <Toggle
        testId="toggle-neighbors"
        label={STRINGS.labels.neighbors}
        on={view.show.neighbors}
        flip={flip('neighbors')}
        title={STRINGS.focus.linesNote}
      />
      <Toggle
        testId="aspect-toggle"
        label={STRINGS.labels.data}
        on={view.aspect === 'data'}
        flip={flipAspect}
      />
      <PointSize size={view.size} />
    </div>
  );
}
