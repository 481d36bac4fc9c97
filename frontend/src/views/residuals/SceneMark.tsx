/** A ring around a point of a scene, laid upon it: to light another, nothing of the scene is drawn again. */
import type { Aspect, Camera } from '../../api/types';
import type { Columns } from '../../data/columns';
import { lens, project } from '../../figures/project';
import { ranges } from '../../figures/ranges';
import { useSize } from '../useSize';
import styles from './ScatterPanel.module.css';

interface Props {
  columns: Columns;
  row: number;
  aspect: Aspect;
  camera: Camera;
  /** The vertical field of view of what lies below, in radians. */
  angle: (width: number, height: number) => number;
}

export function SceneMark({ columns, row, aspect, camera, angle }: Props) {
  const [room, { width, height }] = useSize();
  const through = lens(
    ranges({ tokens: columns }),
    aspect,
    camera,
    width,
    height,
    angle(width, height),
  );
  const [x = 0, y = 0, z = 0] = [columns.x[row], columns.y[row], columns.z[row]];
  // A row that is not drawn has no place.
  const at = Number.isNaN(x) ? undefined : project(through, x, y, z);
  return (
    <div ref={room} className={styles.marks} aria-hidden="true">
      {at && width > 0 && (
        <span
          className={styles.mark}
          data-testid="scatter-mark"
          data-row={row}
          style={{ transform: `translate(${at.x.toFixed(1)}px, ${at.y.toFixed(1)}px)` }}
        />
      )}
    </div>
  );
}
