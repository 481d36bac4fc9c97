import { Fragment } from 'react';
import type { Piece } from '../../data/quote';
import { inContext } from '../../data/residuals/context';
import { rowOf } from '../../data/residuals/rows';
import { scoreText } from '../../figures/numbers';
import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { AXIS_NAMES, axisName } from '../../state/view';
import { STRINGS } from '../../strings';
import styles from './ScatterPanel.module.css';
import type { ReadyResiduals } from './useReady';
import type { Scatter } from './useScatter';

const t = STRINGS.residualsFigures.scatter;
const AROUND = 4;

interface Props {
  ready: ReadyResiduals;
  scatter: Scatter | undefined;
}

/** The token under the pointer, here or in the prompts, else the focused one: in context, with its numbers. */
export function HoveredToken({ ready, scatter }: Props) {
  const hovered = useResiduals((state) => state.hovered);
  const token = hovered ?? ready.view.focus;
  const row = scatter && rowOf(scatter.shown.offsets, token);
  if (!scatter || row === undefined || !token) {
    return (
      <div className={styles.hovered} data-testid="scatter-token">
        <p className={styles.hint}>{t.hint}</p>
      </div>
    );
  }
  const { name, before, after } = inContext(scatter.shown, ready.labels, row, AROUND);
  const { tokens } = scatter.points;
  return (
    <div className={styles.hovered} data-testid="scatter-token" data-row={row}>
      <p className={styles.text}>
        <bdi>
          <Pieces of={before} />
          <b>
            <Pieces of={name} />
          </b>
          <Pieces of={after} />
        </bdi>
      </p>
      <dl className={styles.numbers}>
        <div className={styles.where}>
          <dt className="visually-hidden">{t.token}</dt>
          <dd>{t.hover(count(token.prompt + 1), count(token.position))}</dd>
        </div>
        <div>
          <dt>{t.score}</dt>
          <dd data-testid="scatter-score">{scoreText(scatter.values[row])}</dd>
        </div>
        {AXIS_NAMES.map((axis) => (
          <div key={axis}>
            <dt>{axisName(scatter.axes[axis])}</dt>
            <dd data-testid={`scatter-${axis}`}>{scoreText(place(tokens?.[axis][row]))}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** A row that is not drawn has none. */
const place = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? undefined : value;

export const Pieces = ({ of }: { of: readonly Piece[] }) =>
  of.map(({ text, mark }, index) => (
    <Fragment key={index}>{mark ? <span className={styles.unseen}>{text}</span> : text}</Fragment>
  ));
