/** A small chart: plotly's SVG, a sentence in its place for those who do not see it, and its numbers. */
import type { PlotlyHTMLElement } from 'plotly.js/lib/core';
import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { type Chart as Figure, numberAt, type Table } from '../figures/chart';
import { STRINGS } from '../strings';
import styles from './Chart.module.css';
import { loadCharts } from './loadPlotly';

type Plotly = Awaited<ReturnType<typeof loadCharts>>;

const CONFIG = {
  displayModeBar: false,
  showSendToCloud: false,
  scrollZoom: false,
  doubleClick: false,
  responsive: false,
} as const;

interface Props {
  figure: Figure;
  height: number | string;
  testId: string;
  /** The number under the pointer, where a chart is also a way to choose one. */
  onNumber?: ((value: number) => void) | undefined;
  /** The point that is hovered or tapped. */
  onPoint?: ((x: number, y: number) => void) | undefined;
  /** The number that was clicked or tapped. */
  onPick?: ((value: number) => void) | undefined;
}

export function Chart({ figure, height, testId, onNumber, onPoint, onPick }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [plotly, setPlotly] = useState<Plotly>();
  const [failure, setFailure] = useState<Error>();
  const [ready, setReady] = useState(false);
  const told = useRef(onPoint);
  useEffect(() => {
    told.current = onPoint;
  });

  useEffect(() => {
    let gone = false;
    loadCharts().then(
      (loaded) => gone || setPlotly(() => loaded),
      (error: Error) => gone || setFailure(error),
    );
    return () => {
      gone = true;
    };
  }, []);

  useEffect(() => {
    const element = host.current;
    if (!plotly || !element) return;
    let gone = false;
    void plotly
      .newPlot(element, [], {}, CONFIG)
      .then((plot) => {
        if (gone) return;
        const point = (event: unknown) => {
          const found = (event as { points?: { x?: unknown; y?: unknown }[] }).points?.[0];
          if (typeof found?.x === 'number' && typeof found.y === 'number') {
            told.current?.(found.x, found.y);
          }
        };
        plot.on('plotly_hover', point);
        plot.on('plotly_click', point);
      })
      .catch((error: Error) => gone || setFailure(error));
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0)
        void plotly.Plots.resize(element as unknown as PlotlyHTMLElement);
    });
    observer.observe(element);
    return () => {
      gone = true;
      observer.disconnect();
      plotly.purge(element);
      setReady(false);
    };
  }, [plotly]);

  useEffect(() => {
    const element = host.current;
    if (!plotly || !element) return;
    let stale = false;
    plotly.react(element, figure.data, figure.layout, CONFIG).then(
      () => stale || setReady(true),
      (error: Error) => stale || setFailure(error),
    );
    return () => {
      stale = true;
    };
  }, [plotly, figure]);

  const choose = (event: PointerEvent<HTMLDivElement>) => {
    if (!onNumber || event.buttons !== 1) return;
    // Plotly lays a cover over the page while a button is down; the drag is ours.
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    onNumber(numberAt(figure, event.clientX - box.left, box.width));
  };

  const pick = (event: MouseEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onPick?.(numberAt(figure, event.clientX - box.left, box.width));
  };

  if (failure) {
    return (
      <p className={styles.failed} role="alert">
        {STRINGS.errors.drawingTitle}: {failure.message}
      </p>
    );
  }
  return (
    <div className={styles.chart} data-testid={testId} data-ready={ready}>
      <div
        role="img"
        aria-label={figure.label}
        className={styles.picture}
        data-chooses={onNumber !== undefined}
        style={{ height }}
        onPointerDown={choose}
        onPointerMove={choose}
        {...(onPick && { onClick: pick, 'data-picks': true })}
      >
        {/* Plotly names its drawings itself, badly. */}
        <div ref={host} className={styles.host} aria-hidden="true" />
      </div>
      <Numbers table={figure.table} />
    </div>
  );
}

/** More rows than anyone would listen to: then every n-th, and it says so. */
const MOST_ROWS = 200;

function Numbers({ table: { caption, head, rows } }: { table: Table }) {
  const step = Math.ceil(rows.length / MOST_ROWS);
  const kept = rows.filter((_, i) => i % step === 0 || i === rows.length - 1);
  return (
    <div className="visually-hidden">
      <table>
        <caption>
          {caption}
          {step > 1 && `. ${STRINGS.measures.thinned(step)}`}
        </caption>
        <thead>
          <tr>
            {head.map((name, i) => (
              <th key={i} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kept.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
