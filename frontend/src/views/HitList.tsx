import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { count } from '../figures/shares';
import { STRINGS } from '../strings';
import styles from './Finding.module.css';
import list from './HitList.module.css';
import { NARROW } from './narrow';
import { PointName } from './PointName';

const ROW = 32;
const ROW_TOUCH = 44;

export const optionId = (id: number) => `hit-${id}`;

interface Props {
  ids: readonly number[];
  labels: readonly string[] | undefined;
  active: number;
  focused: number | undefined;
  selected: ReadonlySet<number>;
  onActive: (index: number) => void;
  onChoose: (id: number) => void;
  onAdd: (id: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** All hits, of which only those in sight are elements. */
export function HitList(props: Props) {
  const { ids, labels, active, focused, selected, onActive, onChoose, onAdd, onKeyDown } = props;
  const room = useRef<HTMLDivElement>(null);
  const height = (useMediaQuery(NARROW) ?? false) ? ROW_TOUCH : ROW;
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => room.current,
    estimateSize: () => height,
    overscan: 6,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => rows.measure(), [rows, height]);
  useEffect(() => {
    if (active >= 0 && active < ids.length) rows.scrollToIndex(active);
  }, [rows, active, ids.length]);
  const at = ids[active];

  return (
    <div
      ref={room}
      id="find-hits"
      className={list.hits}
      data-testid="hits"
      role="listbox"
      aria-label={STRINGS.find.list}
      aria-multiselectable="true"
      aria-activedescendant={at === undefined ? undefined : optionId(at)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const id = ids[index] ?? 0;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the list's, which has the focus
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={id}
              id={optionId(id)}
              role="option"
              aria-selected={selected.has(id)}
              aria-setsize={ids.length}
              aria-posinset={index + 1}
              data-testid="hit"
              data-active={index === active}
              data-focused={id === focused}
              className={list.hit}
              style={{ transform: `translateY(${start}px)`, height }}
              onClick={(event) => {
                onActive(index);
                if (event.shiftKey || event.ctrlKey || event.metaKey) onAdd(id);
                else onChoose(id);
              }}
            >
              <span className={styles.name}>
                <PointName set="tokens" id={id} label={labels?.[id]} />
              </span>
              <span className={styles.number}>{count(id)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
