import { type PointerEvent, useId, useMemo } from 'react';
import type { Axis } from '../api/types';
import { curve } from '../figures/curves';
import { PALETTES } from '../figures/palette';
import { tickText } from '../figures/plane';
import { percent } from '../figures/shares';
import { useStore } from '../state/store';
import { AXIS_NAMES, axisName, isDirection } from '../state/view';
import { STRINGS } from '../strings';
import styles from './CurvesStage.module.css';
import type { Ready } from './useResolved';

const t = STRINGS.flat.curves;
const BOX = { width: 320, height: 120 };
const LEFT = 44;
const BELOW = 20;
const ABOVE = 8;

interface Props {
  axis: Axis;
  directions: ReadonlyMap<string, string>;
  values: Float32Array;
  ready: Ready;
  without0: boolean;
  hovered: number | undefined;
  onHover: (position: number | undefined) => void;
}

/** One component. The stroke is a gradient along x: x is the position, and so is the colour. */
export function CurveCard({ axis, directions, values, ready, without0, hovered, onHover }: Props) {
  const { basis, view } = ready;
  const { want, announce } = useStore();
  const id = useId();
  const palette = PALETTES[view.theme];
  const found = useMemo(() => curve(values, BOX, without0 ? 1 : 0), [values, without0]);
  const name = isDirection(axis) ? (directions.get(axis) ?? axis) : axisName(axis);
  const share = isDirection(axis) ? undefined : basis.variance_shares[axis - 1];
  const shareText = share === undefined ? t.direction : percent(share);
  const step = (found.ticks[1]?.value ?? 1) - (found.ticks[0]?.value ?? 0) || 1;
  const last = values.length - 1;
  const { zero } = found;
  const far = tickText(values[0] ?? 0, 0.01);
  const at = hovered !== undefined ? values[hovered] : undefined;

  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * (BOX.width + LEFT + 8) - LEFT;
    const position = Math.round((x / BOX.width) * last);
    onHover(position >= 0 && position <= last ? position : undefined);
  };

  return (
    <figure className={styles.card} data-testid={`curve-${axis}`}>
      <figcaption>
        <b>{name}</b>
        <span className={styles.share}>{shareText}</span>
        {at !== undefined && (
          <span className={styles.value} data-testid="curve-value">
            {t.readout(hovered ?? 0)}: {tickText(at, 0.001)}
          </span>
        )}
        <span className={styles.axes}>
          {AXIS_NAMES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={view.axes[each] === axis}
              aria-label={t.put(each, name)}
              title={t.put(each, name)}
              data-testid={`curve-${axis}-${each}`}
              onClick={() => {
                want({ axes: { ...view.axes, [each]: axis } });
                announce(STRINGS.said.axis(each, name));
              }}
            >
              {each}
            </button>
          ))}
        </span>
      </figcaption>
      <svg
        viewBox={`${-LEFT} ${-ABOVE} ${BOX.width + LEFT + 8} ${BOX.height + BELOW + ABOVE}`}
        role="img"
        aria-label={t.label(name, shareText, values.length)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => onHover(undefined)}
      >
        <defs>
          <linearGradient
            id={id}
            gradientUnits="userSpaceOnUse"
            x1={0}
            x2={BOX.width}
            y1={0}
            y2={0}
          >
            {palette.position.map(([place, color]) => (
              <stop key={place} offset={place} stopColor={color} />
            ))}
          </linearGradient>
        </defs>
        {found.ticks.map(({ value, y }) => (
          <g key={value}>
            <line className={styles.line} x1={0} x2={BOX.width} y1={y} y2={y} />
            <text x={-6} y={y + 3} textAnchor="end">
              {tickText(value, step)}
            </text>
          </g>
        ))}
        {found.origin !== undefined && (
          <line className={styles.zero} x1={0} x2={BOX.width} y1={found.origin} y2={found.origin} />
        )}
        <path d={found.path} fill="none" stroke={`url(#${id})`} strokeWidth={1.8} />
        <circle className={styles.outlier} cx={zero.x} cy={zero.y} r={4} stroke={palette.mark} />
        {zero.beyond && (
          <text className={styles.beyond} x={8} y={zero.beyond === 'above' ? 9 : BOX.height - 3}>
            {zero.beyond === 'above' ? t.above(far) : t.below(far)}
          </text>
        )}
        {at !== undefined && (
          <line
            className={styles.cursor}
            x1={((hovered ?? 0) / Math.max(1, last)) * BOX.width}
            x2={((hovered ?? 0) / Math.max(1, last)) * BOX.width}
            y1={0}
            y2={BOX.height}
          />
        )}
        <text x={0} y={BOX.height + 15}>
          0
        </text>
        <text x={BOX.width / 2} y={BOX.height + 15} textAnchor="middle">
          {t.axis}
        </text>
        <text x={BOX.width} y={BOX.height + 15} textAnchor="end">
          {last}
        </text>
      </svg>
    </figure>
  );
}
