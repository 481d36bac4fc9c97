import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { LensCell, LensOut, Theme } from '../../api/types';
import { legible, quote } from '../../data/quote';
import { shadeOf, stopText } from '../../figures/lens';
import { count, percent } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { STRINGS } from '../../strings';
import { NARROW } from '../narrow';
import styles from './Lens.module.css';
import { LensCard } from './LensCard';
import type { ReadyResiduals } from './useReady';

const { lens: text } = STRINGS;
const ROW = 30;
const ROW_TOUCH = 44;

interface Place {
  token: number;
  stop: number;
}

interface Props {
  ready: ReadyResiduals;
  lens: LensOut;
  prompt: number;
}

const MOVES: Record<string, (at: Place, tokens: number, stops: number) => Place> = {
  ArrowDown: ({ token, stop }, n) => ({ token: Math.min(n - 1, token + 1), stop }),
  ArrowUp: ({ token, stop }) => ({ token: Math.max(0, token - 1), stop }),
  ArrowRight: ({ token, stop }, _, n) => ({ token, stop: Math.min(n - 1, stop + 1) }),
  ArrowLeft: ({ token, stop }) => ({ token, stop: Math.max(0, stop - 1) }),
  Home: ({ stop }) => ({ token: 0, stop }),
  End: ({ stop }, n) => ({ token: n - 1, stop }),
};

/** Tokens down, the depth across; only rows in sight are elements. */
export function LensGrid({ ready, lens, prompt }: Props) {
  const { labels, view } = ready;
  const want = useResiduals((state) => state.want);
  const room = useRef<HTMLDivElement>(null);
  const id = useId();
  const n = lens.ids.length;
  const stops = lens.sites.length;
  const focused = view.focus?.prompt === prompt ? view.focus.position : undefined;
  const here = lens.sites.indexOf(view.site);
  const [at, setAt] = useState<Place>({
    token: Math.min(focused ?? 0, n - 1),
    stop: here < 0 ? stops - 1 : here,
  });
  const [open, setOpen] = useState(focused !== undefined);
  const height = (useMediaQuery(NARROW) ?? false) ? ROW_TOUCH : ROW;
  const rows = useVirtualizer({
    count: n,
    getScrollElement: () => room.current,
    estimateSize: () => height,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => rows.measure(), [rows, height]);
  useEffect(() => rows.scrollToIndex(at.token), [rows, at.token]);

  const look = (place: Place) => {
    setAt(place);
    setOpen(true);
    want({ focus: { prompt, position: place.token } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (move) {
      setAt(move(at, n, stops));
      setOpen(true);
    } else if (event.key === 'Enter') look(at);
    else if (event.key === 'Escape' && open) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const name = (token: number) => labels[lens.ids[token] ?? -1] ?? '';
  const cell = lens.cells[at.stop]?.[at.token];
  const inSight = rows.getVirtualItems();
  const before = inSight[0]?.start ?? 0;
  const after = rows.getTotalSize() - (inSight.at(-1)?.end ?? 0);
  return (
    <div className={styles.body} data-deep={at.stop >= stops / 2}>
      <div ref={room} className={styles.room}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table with a cursor
          role="grid"
          className={styles.grid}
          data-testid="lens-grid"
          aria-label={text.model(ready.model.name)}
          aria-rowcount={n + 1}
          aria-activedescendant={`${id}-${at.token}-${at.stop}`}
          aria-describedby={`${id}-keys`}
          tabIndex={0}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col">{text.token}</th>
              {lens.sites.map((site, stop) => (
                <th key={site} scope="col" data-current={site === view.site}>
                  <button
                    type="button"
                    tabIndex={-1}
                    title={stopText(site)}
                    aria-label={
                      stop === stops - 1 ? `${text.out}, ${stopText(site)}` : stopText(site)
                    }
                    onClick={() => want({ site })}
                  >
                    {stop === stops - 1 ? text.out : stop}
                  </button>
                </th>
              ))}
              <th scope="col">{text.next}</th>
            </tr>
          </thead>
          <tbody>
            {before > 0 && <tr style={{ height: before }} />}
            {inSight.map(({ index: token }) => (
              <tr
                key={token}
                aria-rowindex={token + 2}
                data-focused={token === focused}
                style={{ height }}
              >
                <th scope="row" title={quote(name(token))}>
                  <small>{count(token)}</small> <bdi>{legible(name(token))}</bdi>
                </th>
                {lens.sites.map((site, stop) => (
                  <Cell
                    key={site}
                    id={`${id}-${token}-${stop}`}
                    cell={lens.cells[stop]?.[token]}
                    next={lens.ids[token + 1]}
                    labels={labels}
                    theme={view.theme}
                    active={token === at.token && stop === at.stop}
                    label={(guess, share) =>
                      text.cell(quote(name(token)), stopText(site), guess, share)
                    }
                    onChoose={() => look({ token, stop })}
                  />
                ))}
                <td className={styles.next}>
                  <bdi>{token + 1 < n ? legible(name(token + 1)) : ''}</bdi>
                </td>
              </tr>
            ))}
            {after > 0 && <tr style={{ height: after }} />}
          </tbody>
        </table>
      </div>
      <p id={`${id}-keys`} className={styles.keys}>
        {text.keys}
      </p>
      {open && cell && (
        <LensCard
          cell={cell}
          title={text.at(quote(name(at.token)), stopText(lens.sites[at.stop] ?? ''))}
          next={lens.ids[at.token + 1]}
          labels={labels}
          onClose={() => {
            setOpen(false);
            room.current?.querySelector('table')?.focus();
          }}
        />
      )}
    </div>
  );
}

interface CellProps {
  id: string;
  cell: LensCell | undefined;
  next: number | undefined;
  labels: readonly string[];
  theme: Theme;
  active: boolean;
  label: (guess: string, share: string) => string;
  onChoose: () => void;
}

function Cell({ id, cell, next, labels, theme, active, label, onChoose }: CellProps) {
  const [guess] = cell?.top ?? [];
  if (!guess) return <td />;
  const { background, ink } = shadeOf(guess.probability, theme);
  const word = labels[guess.id] ?? '';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the grid's, which has the focus
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: within a grid it is a gridcell
    <td
      id={id}
      className={styles.cell}
      data-testid="lens-cell"
      data-id={guess.id}
      data-probability={guess.probability}
      data-true={guess.id === next}
      data-active={active}
      aria-selected={active}
      aria-label={label(quote(word), percent(guess.probability))}
      style={{ background, color: ink }}
      onClick={onChoose}
    >
      <bdi>{legible(word)}</bdi>
    </td>
  );
}
