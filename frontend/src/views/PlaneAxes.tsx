/** Round numbers along two sides, a faint line for each, and the name of each component. */
import type { ReactNode } from 'react';
import { type Frame, ticks, tickText, toPixel } from '../figures/plane';
import styles from './PlanePicture.module.css';

/** Room for the numbers, in pixels. */
export const ROOM = { left: 66, bottom: 42, top: 10, right: 16 } as const;

interface Props {
  frame: Frame;
  titles: { x: string; y: string };
  children?: ReactNode;
}

export function PlaneAxes({ frame, titles, children }: Props) {
  const { region, width, height } = frame;
  const along = ticks(region.x, width / 90);
  const up = ticks(region.y, height / 60);
  const step = (found: number[]) => (found[1] ?? 1) - (found[0] ?? 0) || 1;
  return (
    <svg
      className={styles.axes}
      width={width + ROOM.left + ROOM.right}
      height={height + ROOM.top + ROOM.bottom}
      aria-hidden="true"
    >
      <g transform={`translate(${ROOM.left} ${ROOM.top})`}>
        {along.map((value) => {
          const [x] = toPixel(frame, [value, 0]);
          return (
            <g key={value}>
              <line data-zero={value === 0} x1={x} x2={x} y1={0} y2={height} />
              <text x={x} y={height + 16} textAnchor="middle">
                {tickText(value, step(along))}
              </text>
            </g>
          );
        })}
        {up.map((value) => {
          const [, y] = toPixel(frame, [0, value]);
          return (
            <g key={value}>
              <line data-zero={value === 0} x1={0} x2={width} y1={y} y2={y} />
              <text x={-8} y={y + 3.5} textAnchor="end">
                {tickText(value, step(up))}
              </text>
            </g>
          );
        })}
        <text className={styles.title} x={width / 2} y={height + 35} textAnchor="middle">
          {titles.x}
        </text>
        <text
          className={styles.title}
          transform={`translate(-54 ${height / 2}) rotate(-90)`}
          textAnchor="middle"
        >
          {titles.y}
        </text>
      </g>
      {children}
    </svg>
  );
}
