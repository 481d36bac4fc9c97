import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { ResidualColor } from '../../api/types';
import { componentText } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { COLORINGS } from '../../state/residuals/view';
import { useStore } from '../../state/store';
import { AXIS_NAMES, axisName, DEFAULT_CAMERA } from '../../state/view';
import { STRINGS } from '../../strings';
import { Check } from './Check';
import styles from './ScatterPanel.module.css';
import type { ReadyResiduals } from './useReady';

const { position0, position0What, scatter: t } = STRINGS.residualsFigures;

interface Props {
  ready: ReadyResiduals;
  with0: boolean;
  flip0: () => void;
}

/** What lies on the axes, what the colours tell, and how the box is drawn. */
export function ScatterChoices({ ready, with0, flip0 }: Props) {
  const { view, basis } = ready;
  const { axes, color, aspect } = view;
  const want = useResiduals((state) => state.want);
  const announce = useStore((state) => state.announce);
  const components = useMemo(
    () =>
      Array.from({ length: basis.n_components }, (_, index) => (
        <option key={index} value={index + 1}>
          {componentText(index + 1, basis.variance_shares)}
        </option>
      )),
    [basis],
  );
  return (
    <form className={styles.choices} onSubmit={(event) => event.preventDefault()}>
      <fieldset className={styles.axes} aria-label={t.axes}>
        {AXIS_NAMES.map((axis) => (
          <NativeSelect
            key={axis}
            size="xs"
            label={axis}
            aria-label={STRINGS.labels.axis(axis)}
            data-testid={`scatter-axis-${axis}`}
            value={String(axes[axis])}
            onChange={(event) => {
              const component = Number(event.currentTarget.value);
              want({ axes: { ...axes, [axis]: component } });
              announce(STRINGS.said.axis(axis, axisName(component)));
            }}
          >
            {components}
          </NativeSelect>
        ))}
      </fieldset>
      <NativeSelect
        size="xs"
        label={t.color}
        data-testid="scatter-color"
        value={color}
        onChange={(event) => {
          const by = event.currentTarget.value as ResidualColor;
          want({ color: by });
          announce(t.colored(t.colors[by]));
        }}
      >
        {COLORINGS.map((by) => (
          <option key={by} value={by}>
            {t.colors[by]}
          </option>
        ))}
      </NativeSelect>
      <div className={styles.switches}>
        <Check
          testId="scatter-with-0"
          label={position0}
          title={position0What}
          on={with0}
          flip={flip0}
        />
        <Check
          testId="scatter-scale"
          label={t.scale}
          title={t.scaleWhat}
          on={aspect === 'data'}
          flip={() => {
            const other = aspect === 'cube' ? 'data' : 'cube';
            want({ aspect: other });
            announce(STRINGS.said.aspect(other));
          }}
        />
        <button
          type="button"
          data-testid="scatter-reset"
          onClick={() => {
            want({ camera: DEFAULT_CAMERA });
            announce(STRINGS.said.camera);
          }}
        >
          {t.reset}
        </button>
      </div>
    </form>
  );
}
