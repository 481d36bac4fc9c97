import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import {
  directionOf,
  lastOf,
  mixOf,
  randomSliders,
  slidersOf,
  typedWeight,
} from '../../data/residuals/sliders';
import { percent } from '../../figures/shares';
import { directionText } from '../../state/residuals/parameters';
import { useResiduals } from '../../state/residuals/store';
import { isNamed, MAX_WEIGHTS } from '../../state/residuals/view';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import styles from './Mixer.module.css';
import type { ReadyResiduals } from './useReady';

const { mixing: text } = STRINGS.directions;
const FIRST = 30;
const MORE = 10;
const STEP = 0.01;

const weightText = (weight: number) => weight.toFixed(2).replace('-0.00', '0.00').replace('-', '−');

/**
 * A slider for each component.
 *
 * The hand moves inputs that React does not hold: what hangs on a mix follows the store, and nothing here is
 * rendered again while one drags.
 */
export function Mixer({ ready }: { ready: ReadyResiduals }) {
  const { view, basis } = ready;
  const want = useResiduals((state) => state.want);
  const setLive = useResiduals((state) => state.setLive);
  const announce = useStore((state) => state.announce);
  const all = Math.min(MAX_WEIGHTS, basis.n_components);
  const needed = Math.min(all, lastOf(view.direction));
  const [wished, setWished] = useState(FIRST);
  const n = Math.min(all, Math.max(wished, needed));

  const room = useRef<HTMLDivElement>(null);
  const sliders = useRef<number[]>([]);
  /** What these sliders last asked for: the hand's own weights stay as they are, though normalised in the address. */
  const asked = useRef<string>(undefined);
  const before = useRef(view.direction);
  const [empty, setEmpty] = useState(false);
  const key = directionText(view.direction);

  const put = (index: number, weight: number, but?: EventTarget | null) => {
    sliders.current[index] = weight;
    const row = room.current?.children[index] as HTMLElement | undefined;
    for (const input of row?.querySelectorAll('input') ?? []) {
      if (input !== but) input.value = input.type === 'range' ? `${weight}` : weightText(weight);
    }
    row?.style.setProperty('--weight', `${weight}`);
    row?.toggleAttribute('data-on', weight !== 0);
  };
  const putAll = (weights: readonly number[]) => {
    for (let index = 0; index < n; index += 1) put(index, weights[index] ?? 0);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: sliders follow another direction, basis or number of them
  useEffect(() => {
    if (asked.current !== key) {
      before.current = view.direction;
      sliders.current = slidersOf(view.direction, all);
      asked.current = key;
      setEmpty(false);
    }
    putAll(sliders.current);
  }, [key, n, all, basis.checksum]);
  useEffect(() => () => setLive(undefined), [setLive]);

  const show = () => {
    const mix = mixOf(sliders.current);
    setEmpty(mix === undefined);
    setLive(mix);
  };
  const commit = () => {
    const mix = mixOf(sliders.current);
    if (!mix) return;
    const direction = directionOf(mix);
    asked.current = directionText(direction);
    want({ direction });
  };
  const onInput = (event: FormEvent) => {
    const input = event.target as HTMLInputElement;
    const weight = typedWeight(input.value);
    if (weight === undefined) return;
    put(Number(input.dataset.index), weight, input);
    show();
  };
  // What React calls a change is an input; a change is a hand that has come to rest.
  useEffect(() => {
    const element = room.current;
    element?.addEventListener('change', commit);
    return () => element?.removeEventListener('change', commit);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const input = event.target as HTMLInputElement;
    // Zero is where a hand most often wants to be, and hard to hit.
    if (input.type !== 'range' || (event.key !== '0' && event.key !== 'Delete')) return;
    event.preventDefault();
    put(Number(input.dataset.index), 0);
    show();
    commit();
  };

  const random = () => {
    const drawn = randomSliders(n);
    sliders.current = [...drawn, ...sliders.current.slice(n)];
    putAll(drawn);
    commit();
    setEmpty(false);
    announce(text.said.random);
  };
  const clear = () => {
    sliders.current = sliders.current.map(() => 0);
    putAll(sliders.current);
    show();
    announce(text.said.clear);
  };
  const reset = () => {
    asked.current = undefined;
    setLive(undefined);
    if (directionText(before.current) === key) {
      sliders.current = slidersOf(before.current, all);
      asked.current = key;
      putAll(sliders.current);
    } else want({ direction: before.current });
    setEmpty(false);
    announce(text.said.reset);
  };

  const beyond = isNamed(view.direction) ? 0 : countBeyond(view.direction, n);
  return (
    <section className={styles.mixer} data-testid="mixer">
      <p className={finding.note}>
        {isNamed(view.direction) ? text.stored : empty ? text.none : text.what}
      </p>
      <div className={finding.buttons}>
        <button
          type="button"
          className={finding.button}
          data-testid="mix-reset"
          title={text.resetWhat}
          onClick={reset}
        >
          {text.reset}
        </button>
        <button type="button" className={finding.button} data-testid="mix-random" onClick={random}>
          {text.random}
        </button>
        <button type="button" className={finding.button} data-testid="mix-clear" onClick={clear}>
          {text.clear}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys and inputs of the sliders within */}
      <div ref={room} className={styles.rows} onInput={onInput} onKeyDown={onKeyDown}>
        {Array.from({ length: n }, (_, index) => (
          <Row key={index} index={index} share={basis.variance_shares[index]} />
        ))}
      </div>
      {beyond > 0 && <p className={finding.note}>{text.beyond(beyond)}</p>}
      {n < all && (
        <button
          type="button"
          className={finding.button}
          data-testid="mix-more"
          onClick={() => setWished(n + MORE)}
        >
          {text.more(Math.min(MORE, all - n))}
        </button>
      )}
    </section>
  );
}

function countBeyond(direction: ReadyResiduals['view']['direction'], n: number): number {
  if (Array.isArray(direction)) return direction.filter(({ component }) => component > n).length;
  return Number(direction) > n ? 1 : 0;
}

function Row({ index, share }: { index: number; share: number | undefined }) {
  const component = index + 1;
  return (
    <div className={styles.row} data-testid="slider-row">
      <span className={styles.name}>
        {STRINGS.directions.component(component)}
        <small>{share === undefined ? '' : percent(share)}</small>
      </span>
      <input
        type="range"
        min={-1}
        max={1}
        step={STEP}
        defaultValue={0}
        data-index={index}
        data-testid="slider"
        aria-label={text.weight(component)}
      />
      <input
        className={styles.number}
        inputMode="text"
        autoComplete="off"
        defaultValue="0.00"
        data-index={index}
        data-testid="slider-number"
        aria-label={text.exact(component)}
        onFocus={(event) => event.currentTarget.select()}
      />
    </div>
  );
}
