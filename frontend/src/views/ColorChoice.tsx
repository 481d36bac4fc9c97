import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { ColorBy } from '../api/types';
import { componentText } from '../figures/shares';
import { positionsOf } from '../state/positions';
import { useStore } from '../state/store';
import { COLORINGS } from '../state/view';
import { STRINGS } from '../strings';
import { Toggle } from './Toggle';
import styles from './Toggles.module.css';
import type { Ready } from './useResolved';

export function ColorChoice({ ready: { model, basis, view } }: { ready: Ready }) {
  const { want, announce } = useStore();
  const { color } = view;
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
    <div className={styles.color}>
      <NativeSelect
        aria-label={STRINGS.coloring.label}
        data-testid="color-by"
        value={color.by}
        onChange={(event) => {
          const by = event.currentTarget.value as ColorBy;
          want({ color: { ...color, by } });
          announce(STRINGS.coloring.said(STRINGS.coloring.by[by]));
        }}
      >
        {COLORINGS.map((by) => (
          <option key={by} value={by} disabled={by === 'position' && !positionsOf(model)}>
            {STRINGS.coloring.by[by]}
          </option>
        ))}
      </NativeSelect>
      {color.by === 'component' && (
        <NativeSelect
          aria-label={STRINGS.coloring.component}
          data-testid="color-component"
          value={String(color.component)}
          onChange={(event) =>
            want({ color: { ...color, component: Number(event.currentTarget.value) } })
          }
        >
          {components}
        </NativeSelect>
      )}
      <Toggle
        testId="toggle-fade"
        label={STRINGS.coloring.fade}
        title={STRINGS.coloring.fadeNote}
        on={color.fade}
        flip={() => {
          want({ color: { ...color, fade: !color.fade } });
          announce(STRINGS.said.toggled(STRINGS.coloring.fade, !color.fade));
        }}
      />
    </div>
  );
}
