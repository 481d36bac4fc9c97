import { quote } from '../../data/quote';
import { inContext } from '../../data/residuals/context';
import type { Extreme } from '../../data/residuals/extremes';
import { tokenOf } from '../../data/residuals/rows';
import type { DirectionOf } from '../../data/residuals/useDirection';
import { scoreText } from '../../figures/numbers';
import { bandColor } from '../../figures/residuals/scale';
import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import styles from './ExtremesStage.module.css';
import { goTo } from './goTo';
import { Pieces } from './HoveredToken';
import type { ReadyResiduals } from './useReady';

const t = STRINGS.residualsFigures.extremes;
const AROUND = 6;

interface Props {
  extreme: Extreme;
  ready: ReadyResiduals;
  direction: DirectionOf;
}

/** One token in its prompt: pointed at it lights in the scatter, pressed it is gone to. */
export function ExtremeRow({ extreme: { row, more }, ready, direction }: Props) {
  const { shown, labels, view } = ready;
  const hover = useResiduals((state) => state.hover);
  const announce = useStore((state) => state.announce);
  const token = tokenOf(shown.offsets, row);
  if (!token) return null;
  const { name, before, after } = inContext(shown, labels, row, AROUND);
  const value = direction.values[row] ?? 0;
  const [prompt, position] = [count(token.prompt + 1), count(token.position)];
  const said = t.go(quote(labels[shown.ids[row] ?? -1] ?? ''), prompt, position);
  return (
    <li>
      <button
        type="button"
        data-testid="extreme"
        data-row={row}
        title={said}
        aria-label={`${scoreText(value)}. ${said}`}
        onPointerEnter={() => hover(token)}
        onPointerLeave={() => hover(undefined)}
        onFocus={() => hover(token)}
        onBlur={() => hover(undefined)}
        onClick={() => {
          goTo(token, 'prompts');
          announce(said);
        }}
      >
        <span className={styles.value}>{scoreText(value)}</span>
        <span
          className={styles.chip}
          style={{ background: bandColor(value, direction.range, view.theme) }}
        />
        <span className={styles.before}>
          <bdi>
            <Pieces of={before} />
          </bdi>
        </span>
        <b>
          <Pieces of={name} />
        </b>
        <span className={styles.after}>
          <bdi>
            <Pieces of={after} />
          </bdi>
        </span>
        <span className={styles.where}>{more > 0 ? t.more(count(more)) : ''}</span>
      </button>
    </li>
  );
}
