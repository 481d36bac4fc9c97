import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type Key, ordered } from '../data/order';
import { count, percent } from '../figures/shares';
import { useStore } from '../state/store';
import { AXIS_NAMES, axisName } from '../state/view';
import { STRINGS } from '../strings';
import { NARROW } from './narrow';
import { figure } from './numbers';
import { PointName } from './PointName';
import styles from './SelectionTable.module.css';
import type { Points } from './usePoints';
import type { Ready } from './useResolved';

const { selection: text, find } = STRINGS;

interface Column {
  key: string;
  name: string;
  title?: string | undefined;
  /** In CSS. */
  width: string;
  number: boolean;
  keyOf: (id: number) => Key;
  cell: (id: number) => ReactNode;
}

function columnsOf(points: Points, { view }: Ready): Column[] {
  const { source, labels, classOf, norms, columns, shareSeen } = points;
  const number = (key: string, name: string, values: Float32Array | undefined): Column => ({
    key,
    name,
    width: '58px',
    number: true,
    keyOf: (id) => values?.[id],
    cell: (id) => figure(values?.[id]),
  });
  const found: Column[] = [
    {
      key: 'id',
      name: text.columns.id,
      width: '52px',
      number: true,
      keyOf: (id) => id,
      cell: (id) => count(id),
    },
    {
      key: 'label',
      name: text.nameColumn(source.set),
      width: 'auto',
      number: false,
      keyOf: (id) => (source.set === 'positions' ? id : labels?.[id]),
      cell: (id) => <PointName set={source.name} id={id} label={labels?.[id]} />,
    },
  ];
  if (source.set === 'tokens') {
    found.push({
      key: 'class',
      name: text.columns.class,
      width: '94px',
      number: false,
      keyOf: (id) => classOf?.(id),
      cell: (id) => {
        const kind = classOf?.(id);
        return kind ? STRINGS.classes[kind] : '–';
      },
    });
  }
  found.push({ ...number('norm', text.columns.norm, norms), title: find.normWhat });
  const seen = new Set<unknown>();
  for (const name of AXIS_NAMES) {
    const axis = view.axes[name];
    if (seen.has(axis)) continue;
    seen.add(axis);
    found.push(number(name, axisName(axis), columns?.[name]));
  }
  found.push({
    ...number('share', text.columns.share, shareSeen),
    title: find.shareWhat,
    cell: (id) => {
      const share = shareSeen?.[id];
      return share === undefined || Number.isNaN(share) ? '–' : percent(share);
    },
  });
  return found;
}

const ROW = 30;
const ROW_TOUCH = 44;
const PAGE_ROWS = 10;

interface Props {
  ready: Ready;
  points: Points;
  ids: readonly number[];
  focused: number | undefined;
  onChoose: (id: number) => void;
  onRemove: (id: number) => void;
}

/** The selection as a grid: sorted by any column, walked through by keys, drawn as far as it is in sight. */
export function SelectionTable({ ready, points, ids, focused, onChoose, onRemove }: Props) {
  const announce = useStore((state) => state.announce);
  const touch = useMediaQuery(NARROW) ?? false;
  const height = touch ? ROW_TOUCH : ROW;
  const room = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState({ key: 'id', descending: false });
  const [at, setAt] = useState<number>();
  const columns = useMemo(() => columnsOf(points, ready), [points, ready]);
  const by = columns.find(({ key }) => key === sort.key) ?? columns[0];
  const rows = useMemo(
    () => (by ? ordered(ids, by.keyOf, sort.descending) : [...ids]),
    [ids, by, sort.descending],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => room.current,
    estimateSize: () => height,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtual.measure(), [virtual, height]);

  const active = Math.max(0, at === undefined ? 0 : rows.indexOf(at));
  const wanted = useRef<number>(undefined);
  // The row that keys have come to may be drawn only now.
  useEffect(() => {
    if (wanted.current === undefined) return;
    const row = room.current?.querySelector<HTMLElement>(`[data-row="${wanted.current}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus();
  });
  const go = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    wanted.current = next;
    setAt(rows[next]);
    virtual.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const id = rows[active];
    if (id === undefined) return;
    const to = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + PAGE_ROWS,
      PageUp: active - PAGE_ROWS,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to !== undefined) go(to);
    else if (event.key === 'Enter') onChoose(id);
    else if (event.key === 'Delete') {
      onRemove(id);
      // The next one moves up into its place.
      wanted.current = Math.min(active, rows.length - 2);
      setAt(rows[active + 1] ?? rows[active - 1]);
    } else return;
    event.preventDefault();
  };
  const flip = ({ key, name }: Column) => {
    const descending = sort.key === key ? !sort.descending : false;
    setSort({ key, descending });
    announce(text.said.sorted(name, descending));
  };
  const drawn = virtual.getVirtualItems();
  const above = drawn[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0);

  return (
    <>
      <div ref={room} className={styles.room}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are walked through and chosen
          role="grid"
          className={styles.table}
          data-testid="selection-table"
          aria-label={text.table}
          aria-rowcount={rows.length + 1}
          aria-describedby="selection-keys"
        >
          <colgroup>
            {columns.map(({ key, width }) => (
              <col key={key} style={{ width }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <Head
                  key={column.key}
                  column={column}
                  sorted={sort.key === column.key ? sort.descending : undefined}
                  flip={() => flip(column)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <Gap height={above} columns={columns.length} />
            {drawn.map(({ index }) => {
              const id = rows[index] ?? 0;
              return (
                <tr
                  key={id}
                  aria-rowindex={index + 2}
                  aria-selected={id === focused}
                  data-testid="selection-row"
                  data-row={index}
                  data-id={id}
                  style={{ height }}
                  tabIndex={index === active ? 0 : -1}
                  onFocus={() => setAt(id)}
                  onClick={() => onChoose(id)}
                  onKeyDown={onKeyDown}
                >
                  {columns.map(({ key, number, cell }) => (
                    <td key={key} data-number={number}>
                      {cell(id)}
                    </td>
                  ))}
                </tr>
              );
            })}
            <Gap height={below} columns={columns.length} />
          </tbody>
        </table>
      </div>
      <p id="selection-keys" className={styles.keys}>
        {text.keys}
      </p>
    </>
  );
}

interface HeadProps {
  column: Column;
  /** Whether it is the largest that comes first; absent where another column rules. */
  sorted: boolean | undefined;
  flip: () => void;
}

const ARROWS = { none: '', ascending: ' ↑', descending: ' ↓' } as const;

function Head({ column, sorted, flip }: HeadProps) {
  const order = sorted === undefined ? 'none' : sorted ? 'descending' : 'ascending';
  return (
    <th scope="col" title={column.title} aria-sort={order} data-number={column.number}>
      <button
        type="button"
        data-testid={`sort-${column.key}`}
        title={text.sortBy(column.name)}
        onClick={flip}
      >
        {column.name}
        <span aria-hidden="true">{ARROWS[order]}</span>
      </button>
    </th>
  );
}

/** Room for the rows that are out of sight. */
const Gap = ({ height, columns }: { height: number; columns: number }) =>
  height > 0 && (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it has no tab index, unlike the rows of the grid
    <tr aria-hidden="true" style={{ height }}>
      <td colSpan={columns} className={styles.gap} />
    </tr>
  );
