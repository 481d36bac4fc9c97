/** Rows of points as a table: by pages, so that whoever walks through it with a screen reader meets every row. */
import { type ReactNode, useMemo, useState } from 'react';
import { count } from '../figures/shares';
import { STRINGS } from '../strings';
import styles from './PointTable.module.css';

export interface Column {
  key: string;
  name: string;
  numeric?: boolean;
  /** What is shown in a row, and what rows are sorted by. */
  cell: (row: number) => ReactNode;
  value: (row: number) => number | string;
}

interface Props {
  caption: string;
  columns: readonly Column[];
  /** How many rows there are; each is known by its index. */
  n: number;
  announce: (text: string) => void;
  pageSize?: number;
  testId?: string;
}

interface Sorting {
  key: string;
  ascending: boolean;
}

function sorted(n: number, column: Column | undefined, ascending: boolean): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, row) => row);
  if (!column) return order;
  // Each row's value once: a comparison is made many times as often as there are rows.
  const values = Array.from({ length: n }, (_, row) => column.value(row));
  const sign = ascending ? 1 : -1;
  return order.sort((a, b) => {
    const [x, y] = [values[a] as number, values[b] as number];
    if (x === y) return a - b;
    return x < y ? -sign : sign;
  });
}

export function PointTable(props: Props) {
  const { caption, columns, n, announce, pageSize = 50, testId = 'point-table' } = props;
  const [sorting, setSorting] = useState<Sorting>();
  const [page, setPage] = useState(0);
  const by = columns.find(({ key }) => key === sorting?.key);
  const order = useMemo(
    () => sorted(n, by, sorting?.ascending ?? true),
    [n, by, sorting?.ascending],
  );
  const nPages = Math.max(1, Math.ceil(n / pageSize));
  const here = Math.min(page, nPages - 1);
  const from = here * pageSize;
  const rows = Array.from(order.subarray(from, from + pageSize));
  const span = STRINGS.table.page(
    count(Math.min(n, from + 1)),
    count(Math.min(n, from + pageSize)),
    count(n),
  );

  const sort = ({ key, name }: Column) => {
    const ascending = sorting?.key === key ? !sorting.ascending : true;
    setSorting({ key, ascending });
    setPage(0);
    announce(STRINGS.table.sorted(name, ascending));
  };
  const turn = (to: number) => {
    const target = Math.max(0, Math.min(nPages - 1, to));
    setPage(target);
    const first = target * pageSize;
    announce(STRINGS.table.page(count(first + 1), count(Math.min(n, first + pageSize)), count(n)));
  };
  const turns = [
    { name: STRINGS.table.first, to: 0, off: here === 0 },
    { name: STRINGS.table.before, to: here - 1, off: here === 0 },
    { name: STRINGS.table.after, to: here + 1, off: here >= nPages - 1 },
    { name: STRINGS.table.last, to: nPages - 1, off: here >= nPages - 1 },
  ];
  const direction = (key: string) => {
    if (sorting?.key !== key) return 'none';
    return sorting.ascending ? 'ascending' : 'descending';
  };

  return (
    <div className={styles.whole} data-testid={testId}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
      <section className={styles.scroll} tabIndex={0} aria-label={caption}>
        <table className={styles.table} aria-rowcount={n + 1}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  aria-sort={direction(column.key)}
                  data-numeric={column.numeric}
                >
                  <button
                    type="button"
                    data-testid={`sort-${column.key}`}
                    title={STRINGS.table.sort(column.name)}
                    onClick={() => sort(column)}
                  >
                    {column.name}
                    <span aria-hidden="true" data-direction={direction(column.key)} />
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row} aria-rowindex={from + index + 2}>
                {columns.map(({ key, numeric, cell }) => (
                  <td key={key} data-numeric={numeric}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <nav className={styles.pages} aria-label={STRINGS.table.pages}>
        {turns.map(({ name, to, off }) => (
          <button
            key={name}
            type="button"
            data-testid={`page-${name.toLowerCase()}`}
            aria-disabled={off}
            onClick={() => off || turn(to)}
          >
            {name}
          </button>
        ))}
        <span data-testid="table-page">{span}</span>
      </nav>
    </div>
  );
}
