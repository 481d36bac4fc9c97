import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import type { Axes, BasisOut, ModelOut } from '../api/types';
import { componentText, nearEqualGroups, nearEqualOf } from '../figures/shares';
import { useStore } from '../state/store';
import { AXIS_NAMES, type AxisName, isDirection } from '../state/view';
import { STRINGS } from '../strings';
import styles from './AxisChoices.module.css';
import { useDirectionNames } from './useDirectionNames';

interface Props {
  model: ModelOut;
  basis: BasisOut;
  axes: Axes;
}

export function AxisChoices({ model, basis, axes }: Props) {
  const { want, announce } = useStore();
  // Hundreds of options, three times: the same elements each time spare React the comparing.
  const options = useMemo(
    () =>
      Array.from({ length: basis.n_components }, (_, index) => {
        const component = index + 1;
        const flag = nearEqualOf(component, basis.near_equal) ? ' ≈' : '';
        return (
          <option key={component} value={component}>
            {componentText(component, basis.variance_shares) + flag}
          </option>
        );
      }),
    [basis],
  );
  // A direction that is on one axis may go onto another.
  const directions = useDirectionNames(model, basis, axes);
  const choose = (name: AxisName, value: string) => {
    const axis = directions.has(value) ? value : Number(value);
    want({ axes: { ...axes, [name]: axis } });
    const text = isDirection(axis)
      ? (directions.get(axis) ?? axis)
      : componentText(axis, basis.variance_shares);
    announce(STRINGS.said.axis(name, text));
  };
  const groups = nearEqualGroups(axes, basis);
  const repeated = new Set(AXIS_NAMES.map((name) => axes[name])).size < AXIS_NAMES.length;

  return (
    <div className={styles.axes}>
      {AXIS_NAMES.map((name) => (
        <div key={name} className={styles.row}>
          <label htmlFor={`axis-${name}`} title={STRINGS.labels.axis(name)}>
            {name}
            <span className="visually-hidden"> axis</span>
          </label>
          <NativeSelect
            id={`axis-${name}`}
            data-testid={`axis-${name}`}
            value={String(axes[name])}
            onChange={(event) => choose(name, event.currentTarget.value)}
            aria-describedby={groups.length > 0 ? 'near-equal' : undefined}
          >
            {options}
            {[...directions].map(([direction, text]) => (
              <option key={direction} value={direction}>
                {text}
              </option>
            ))}
          </NativeSelect>
        </div>
      ))}
      {(groups.length > 0 || repeated) && (
        <div id="near-equal" className={styles.flag} data-testid="near-equal">
          {groups.map(({ first, last }) => (
            <p key={first}>
              <span aria-hidden="true">≈</span>
              {STRINGS.nearEqual(first, last)}
            </p>
          ))}
          {repeated && (
            <p>
              <span aria-hidden="true">=</span>
              {STRINGS.sameAxes}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
