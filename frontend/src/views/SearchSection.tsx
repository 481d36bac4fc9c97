import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { quote } from '../data/quote';
import { count } from '../figures/shares';
import { useFinding } from '../state/finding';
import { idsOf } from '../state/selecting';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { FindBox } from './FindBox';
import styles from './Finding.module.css';
import { HitList, optionId } from './HitList';
import { useFly } from './useFly';
import { lookAt, pick, samePoint, useNames } from './usePicking';
import { useLabels } from './usePoints';
import type { Ready } from './useResolved';
import { useSearch } from './useSearch';
import { useSources } from './useSources';

const { find } = STRINGS;
const SET = 'tokens';
const PAGE_ROWS = 8;

const MOVES: Record<string, (at: number, n: number) => number> = {
  ArrowDown: (at, n) => Math.min(n - 1, at + 1),
  ArrowUp: (at) => Math.max(0, at - 1),
  PageDown: (at, n) => Math.min(n - 1, at + PAGE_ROWS),
  PageUp: (at) => Math.max(0, at - PAGE_ROWS),
};

/** The search, and what it lights in the scene. */
export function SearchSection({ ready }: { ready: Ready }) {
  const { model, view } = ready;
  const { light, announce } = useStore();
  const setFinding = useFinding(({ set }) => set);
  const text = useFinding((state) => state.text);
  const { ids, problem, busy } = useSearch(model);
  const source = useSources(model, view).find(({ set }) => set === SET);
  const labels = useLabels(model, source);
  const nameOf = useNames(labels, quote);
  const flyTo = useFly(ready);
  const [active, setActive] = useState(-1);
  const selected = useMemo(() => new Set(idsOf(view.selection, SET)), [view.selection]);
  const focused = view.focus?.point_set === SET ? view.focus.id : undefined;

  useEffect(() => {
    setActive(-1);
    light(ids && { pointSet: SET, ids });
    if (ids) announce(find.said.hits(count(ids.length)));
  }, [ids, light, announce]);
  useEffect(
    () => () => {
      // What is lit with no search to be seen would be a riddle; beside the selection it is a source.
      if (useStore.getState().wanted.side === 'closed') light(undefined);
    },
    [light],
  );

  const point = (id: number) => ({ point_set: SET, id });
  const choose = (id: number) => {
    const name = nameOf(point(id));
    const go = samePoint(view.focus, point(id)) ? flyTo(point(id)) : undefined;
    if (!go) {
      lookAt(point(id), name);
      return;
    }
    go();
    announce(find.said.flew(name));
  };
  const add = (id: number) => void pick(SET, [id], 'add');
  const onKeyDown = (event: KeyboardEvent) => {
    const inList = event.currentTarget.id === 'find-hits';
    const n = ids?.length ?? 0;
    const at = ids?.[active];
    const move = MOVES[event.key];
    if (move && n > 0) setActive(move(active, n));
    else if (inList && event.key === 'Home') setActive(0);
    else if (inList && event.key === 'End') setActive(n - 1);
    else if (event.key === 'Enter' && ids && n > 0) {
      const id = at ?? ids[0] ?? 0;
      if (at === undefined) setActive(0);
      if (event.shiftKey) add(id);
      else choose(id);
    } else if (inList && event.key === ' ' && at !== undefined) add(at);
    else if (!inList && event.key === 'Escape' && text !== '') setFinding({ text: '' });
    else return;
    event.preventDefault();
  };

  const at = ids?.[active];
  return (
    <section className={styles.group}>
      <FindBox
        onKeyDown={onKeyDown}
        activeOption={at === undefined ? undefined : optionId(at)}
        open={(ids?.length ?? 0) > 0}
      />
      {busy && <p className={styles.note}>{find.searching}</p>}
      {problem !== undefined && (
        <p className={styles.problem} role="alert" data-testid="find-problem">
          {problem}
        </p>
      )}
      {ids?.length === 0 && (
        <p className={styles.note} data-testid="no-hits">
          {find.noHits(quote(text))}
        </p>
      )}
      {ids && ids.length > 0 && (
        <>
          <div className={styles.headline}>
            <b data-testid="hit-count">{find.hits(count(ids.length))}</b>
            <span className={styles.buttons}>
              <button
                type="button"
                className={styles.button}
                data-testid="select-hits"
                onClick={() => pick(SET, ids, 'replace')}
              >
                {find.selectHits}
              </button>
              <button
                type="button"
                className={styles.button}
                data-testid="add-hits"
                onClick={() => pick(SET, ids, 'add')}
              >
                {find.addHits}
              </button>
            </span>
          </div>
          <HitList
            ids={ids}
            labels={labels}
            active={active}
            focused={focused}
            selected={selected}
            onActive={setActive}
            onChoose={choose}
            onAdd={add}
            onKeyDown={onKeyDown}
          />
          <p className={styles.keys}>{find.keys}</p>
        </>
      )}
    </section>
  );
}
