import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { PROMPTS_PER_PAGE } from '../../state/residuals/view';
import { STRINGS } from '../../strings';
import { withKey } from '../shortcuts';
import styles from './Pager.module.css';
import { SHORTCUTS } from './shortcuts';

const { residuals: text } = STRINGS;

/** Through the prompts, a page at a time; nothing where one page holds them all. */
export function Pager({ first, n }: { first: number; n: number }) {
  const want = useResiduals((state) => state.want);
  if (n <= PROMPTS_PER_PAGE) return null;
  const before = Math.max(0, first - PROMPTS_PER_PAGE);
  const after = first + PROMPTS_PER_PAGE;
  return (
    <nav className={styles.pager} aria-label={text.pages}>
      <button
        type="button"
        data-testid="prompts-before"
        title={withKey(text.pageBefore, 'page', 0, SHORTCUTS)}
        disabled={first === 0}
        onClick={() => want({ first: before })}
      >
        {text.before}
      </button>
      <span data-testid="prompts-shown">
        {text.shown(count(first + 1), count(Math.min(n, after)), count(n))}
      </span>
      <button
        type="button"
        data-testid="prompts-after"
        title={withKey(text.pageAfter, 'page', 1, SHORTCUTS)}
        disabled={after >= n}
        onClick={() => want({ first: after })}
      >
        {text.after}
      </button>
    </nav>
  );
}
