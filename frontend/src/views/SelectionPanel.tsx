import { useEffect, useMemo, useState } from 'react';
import type { DirectionIn } from '../api/types';
import type { Source } from '../data/columns';
import { quote } from '../data/quote';
import { count } from '../figures/shares';
import { type Group, useFinding } from '../state/finding';
import { MAX_ADDRESS_IDS } from '../state/parameters';
import { idsOf } from '../state/selecting';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { DirectionCard } from './DirectionCard';
import styles from './Finding.module.css';
import { MakeDirection } from './MakeDirection';
import { SelectionTable } from './SelectionTable';
import { SelectSection } from './SelectSection';
import { TakeAway } from './TakeAway';
import { useAllSources } from './useAllSources';
import { lookAt, pick, useNames } from './usePicking';
import { type Points, usePoints } from './usePoints';
import type { Ready } from './useResolved';

const { selection: text, find } = STRINGS;

/** The points picked out: how, which, what is made of them, and how they leave the page. */
export function SelectionPanel({ ready }: { ready: Ready }) {
  const { model, view } = ready;
  const enter = useFinding((state) => state.enter);
  useEffect(() => enter(model.name), [enter, model.name]);
  const sources = useAllSources(model, view);
  const [wanted, setWanted] = useState(view.selection?.point_set ?? 'tokens');
  const source = sources.find(({ name }) => name === wanted) ?? sources[0];
  if (!source) return null;
  return <Panel {...{ ready, sources, source }} onSource={setWanted} />;
}

interface Props {
  ready: Ready;
  sources: readonly Source[];
  source: Source;
  onSource: (name: string) => void;
}

function Panel({ ready, sources, source, onSource }: Props) {
  const { view } = ready;
  const { want, announce } = useStore();
  const selected = sources.find(({ name }) => name === view.selection?.point_set);
  return (
    <div className={styles.panel}>
      <div className={styles.headline}>
        <b data-testid="selection-count">
          {selected
            ? text.count(
                count(idsOf(view.selection, selected.name, selected.n).length),
                find.sets(selected.name),
              )
            : text.none}
        </b>
        <button
          type="button"
          className={styles.button}
          data-testid="selection-clear"
          disabled={!view.selection}
          onClick={() => {
            want({ selection: null });
            announce(text.said.emptied);
          }}
        >
          {text.clear}
        </button>
      </div>
      {view.selection && view.selection.ids.length > MAX_ADDRESS_IDS && (
        <p className={styles.note} data-testid="selection-link-only">
          {text.linkOnly}
        </p>
      )}
      <SelectSection {...{ ready, sources, source, onSource }} />
      {selected && <Selected ready={ready} source={selected} />}
      {!selected && <WithPoints {...{ ready, source }} />}
    </div>
  );
}

/** What can be taken away where nothing is selected: all points of the set. */
function WithPoints({ ready, source }: { ready: Ready; source: Source }) {
  const points = usePoints(ready.model, ready.basis, ready.view.axes, source);
  return <TakeAway ready={ready} points={points} ids={undefined} />;
}

function Selected({ ready, source }: { ready: Ready; source: Source }) {
  const { model, basis, view } = ready;
  const points = usePoints(model, basis, view.axes, source);
  const nameOf = useNames(points.labels, quote);
  const ids = idsOf(view.selection, source.name, source.n);
  const point = (id: number) => ({ point_set: source.name, id });
  return (
    <>
      <SelectionTable
        ready={ready}
        points={points}
        ids={ids}
        focused={view.focus?.point_set === source.name ? view.focus.id : undefined}
        onChoose={(id) => lookAt(point(id), nameOf(point(id)))}
        onRemove={(id) => pick(source.name, [id], 'remove')}
      />
      <Directions ready={ready} points={points} ids={ids} />
      <TakeAway ready={ready} points={points} ids={ids} />
    </>
  );
}

/** The most points that the server takes a mean of. */
const MOST_IN_MEAN = 10_000;

function Directions({
  ready,
  points,
  ids,
}: {
  ready: Ready;
  points: Points;
  ids: readonly number[];
}) {
  const { group, made, set } = useFinding();
  const announce = useStore((state) => state.announce);
  const { name, n } = points.source;
  const rest = useMemo<Group>(() => {
    const out = new Set(ids);
    return {
      point_set: name,
      ids: Array.from({ length: n }, (_, id) => id).filter((id) => !out.has(id)),
    };
  }, [ids, name, n]);
  const own: Group = { point_set: name, ids };
  const fits = ({ ids: each }: Group) => each.length > 0 && each.length <= MOST_IN_MEAN;
  const mean = (of: Group) => ({ point_set: of.point_set, ids: [...of.ids] });
  const minus = (other: Group | undefined): DirectionIn | undefined =>
    other && fits(own) && fits(other) ? { plus: mean(own), minus: mean(other) } : undefined;
  const over = [own, rest].find((each) => each.ids.length > MOST_IN_MEAN);

  return (
    <section className={styles.group} data-testid="selection-directions">
      <h3>{text.directions}</h3>
      <div className={styles.buttons}>
        <MakeDirection
          ready={ready}
          testId="direction-mean"
          label={text.ofMean}
          recipe={fits(own) ? { plus: mean(own) } : undefined}
        />
        <MakeDirection
          ready={ready}
          testId="direction-rest"
          label={text.minusRest}
          recipe={minus(rest)}
        />
        <MakeDirection
          ready={ready}
          testId="direction-group"
          label={text.minusGroup}
          recipe={minus(group)}
        />
        <button
          type="button"
          className={styles.button}
          data-testid="keep-group"
          onClick={() => {
            set({ group: own });
            announce(text.said.group(count(ids.length), find.sets(name)));
          }}
        >
          {text.keepGroup}
        </button>
      </div>
      {group && (
        <p className={styles.note} data-testid="group">
          {text.group(count(group.ids.length), find.sets(group.point_set))}
        </p>
      )}
      {over && (
        <p className={styles.note}>{text.tooMany(count(over.ids.length), count(MOST_IN_MEAN))}</p>
      )}
      {made !== undefined && <DirectionCard ready={ready} name={made} />}
    </section>
  );
}
