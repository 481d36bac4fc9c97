import type { Point } from '../api/types';
import type { Source } from '../data/columns';
import { quote } from '../data/quote';
import { count, percent } from '../figures/shares';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import { figure } from './numbers';
import { PointName } from './PointName';
import { useAllSources } from './useAllSources';
import { useFly } from './useFly';
import { pick, useNames } from './usePicking';
import { useLabels, usePoints } from './usePoints';
import type { Ready } from './useResolved';

const { find } = STRINGS;

/** The point looked at: what it is, and how much of it the picture shows. */
export function FocusSection({ ready }: { ready: Ready }) {
  const { view, model } = ready;
  const { focus } = view;
  const source = useAllSources(model, view).find(({ name }) => name === focus?.point_set);
  return (
    <section className={styles.group} data-testid="focus">
      <h3>{find.focus}</h3>
      {focus && source && focus.id < source.n ? (
        <Focus ready={ready} focus={focus} source={source} />
      ) : (
        <p className={styles.note}>{find.noFocus}</p>
      )}
    </section>
  );
}

function Focus({ ready, focus, source }: { ready: Ready; focus: Point; source: Source }) {
  const { model, basis, view } = ready;
  const { want, announce } = useStore();
  const points = usePoints(model, basis, view.axes, source);
  const labels = useLabels(model, source);
  const nameOf = useNames(labels, quote);
  const fly = useFly(ready)(focus);
  const { id } = focus;
  const share = points.shareSeen?.[id];
  const kind = points.classOf?.(id);
  return (
    <>
      <p className={styles.title} data-testid="focus-name">
        <PointName set={focus.point_set} id={id} label={labels?.[id]} />
      </p>
      <dl className={styles.facts}>
        <div>
          <dt>{find.id}</dt>
          <dd>{count(id)}</dd>
        </div>
        {kind && (
          <div>
            <dt>{find.kind}</dt>
            <dd>{STRINGS.classes[kind]}</dd>
          </div>
        )}
        <div title={find.normWhat}>
          <dt>{find.norm}</dt>
          <dd data-testid="focus-norm">{figure(points.norms?.[id])}</dd>
        </div>
        <div title={find.shareWhat}>
          <dt>{find.share}</dt>
          <dd data-testid="focus-share">
            {share === undefined || Number.isNaN(share) ? '–' : percent(share)}
          </dd>
        </div>
      </dl>
      <div className={styles.buttons}>
        <button
          type="button"
          className={styles.button}
          data-testid="fly"
          disabled={!fly}
          title={fly || view.stage !== 'scene' ? undefined : find.hiddenPoint}
          onClick={() => {
            fly?.();
            announce(find.said.flew(nameOf(focus)));
          }}
        >
          {find.fly}
        </button>
        <button
          type="button"
          className={styles.button}
          data-testid="focus-add"
          onClick={() => pick(focus.point_set, [id], 'add')}
        >
          {find.addOne}
        </button>
        <button
          type="button"
          className={styles.button}
          data-testid="focus-clear"
          onClick={() => {
            want({ focus: null });
            announce(find.said.letGo);
          }}
        >
          {find.letGo}
        </button>
      </div>
    </>
  );
}
