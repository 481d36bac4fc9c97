/** Four steps beside the real things. It lies over nothing that one could not reach, and holds no focus. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useOverlay } from '../state/overlay';
import { remember, remembered, TOUR_SEEN } from '../state/preferences';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './Tour.module.css';

/** Each step with where it points, the first that is visible. */
const STEPS = [
  { name: 'scene', at: ['scene', 'flat-scene'] },
  { name: 'basis', at: ['basis-select', 'panel-toggle'] },
  { name: 'sides', at: ['side-measures'] },
  { name: 'link', at: ['copy-link', 'panel-toggle'] },
] as const;

/**
 * Begins by itself on the first visit to the page itself. Not where an address names a view: whoever
 * follows a link came to see that. And not where the browser could not remember that it was shown.
 */
export function useFirstVisit(ready: boolean): void {
  const source = useStore((state) => state.source);
  const announce = useStore((state) => state.announce);
  const goTo = useOverlay((state) => state.goTo);
  const plain = source.kind === 'embeddings' && source.search === '';
  useEffect(() => {
    if (!ready || !plain || remembered('tour') === TOUR_SEEN) return;
    if (!remember('tour', TOUR_SEEN)) return;
    goTo({ step: 0, asked: false });
    announce(STRINGS.tour.started);
  }, [ready, plain, goTo, announce]);
}

const GAP = 12;
const EDGE = 8;

function targetOf(names: readonly string[]): DOMRect | undefined {
  for (const name of names) {
    const box = document.querySelector(`[data-testid="${name}"]`)?.getBoundingClientRect();
    if (box && box.width > 0 && box.bottom > 0 && box.top < window.innerHeight) return box;
  }
  return undefined;
}

interface Place {
  left: number;
  top: number;
}

const same = (a: Place & Partial<DOMRect>, b: Place & Partial<DOMRect>) =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;

/** Beside the target where there is room, else below or above it; in a corner of one that is large. */
function place(target: DOMRect, width: number, height: number): Place {
  const [w, h] = [window.innerWidth, window.innerHeight];
  const clamp = ({ left, top }: Place): Place => ({
    left: Math.max(EDGE, Math.min(w - width - EDGE, left)),
    top: Math.max(EDGE, Math.min(h - height - EDGE, top)),
  });
  if (target.height > h / 3) {
    return clamp({ left: target.left + GAP, top: target.bottom - height - GAP });
  }
  if (target.right + GAP + width <= w - EDGE && target.left < w / 3) {
    return clamp({ left: target.right + 2 * GAP, top: target.top - GAP });
  }
  const below = target.bottom + GAP + height <= h - EDGE;
  return clamp({
    left: target.left,
    top: below ? target.bottom + GAP : target.top - GAP - height,
  });
}

export function Tour() {
  const { tour, goTo } = useOverlay();
  const card = useRef<HTMLElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const [where, setWhere] = useState<{ card: Place; target: DOMRect }>();
  const step = tour && STEPS[tour.step];

  useLayoutEffect(() => {
    if (!step) return;
    const update = () => {
      const target = targetOf(step.at);
      const element = card.current;
      if (!target || !element) return;
      const spot = place(target, element.offsetWidth, element.offsetHeight);
      setWhere((before) =>
        before && same(before.card, spot) && same(before.target, target)
          ? before
          : { target, card: spot },
      );
    };
    const shown = document.querySelector(`[data-testid="${step.at[0]}"]`);
    shown?.scrollIntoView({ block: 'nearest' });
    update();
    window.addEventListener('resize', update);
    window.addEventListener('scroll', update, true);
    // What it points to may be on its way, or be folded away meanwhile.
    const observer = new MutationObserver(update);
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributeFilter: ['hidden'],
    });
    return () => {
      window.removeEventListener('resize', update);
      window.removeEventListener('scroll', update, true);
      observer.disconnect();
    };
  }, [step]);

  // Whoever asked for it, or is stepping through it, is taken along; a first visitor is not interrupted.
  useEffect(() => {
    if (tour?.asked) next.current?.focus();
  }, [tour]);

  if (!tour || !step) return null;
  const last = tour.step === STEPS.length - 1;
  const { title, text } = STRINGS.tour.steps[step.name];
  const to = (at: number) => goTo({ step: at, asked: true });
  return (
    <>
      {where && (
        <div
          className={styles.ring}
          aria-hidden="true"
          style={{
            left: where.target.left - 3,
            top: where.target.top - 3,
            width: where.target.width + 6,
            height: where.target.height + 6,
          }}
        />
      )}
      <section
        ref={card}
        className={styles.card}
        data-testid="tour"
        data-step={tour.step + 1}
        role="dialog"
        aria-modal="false"
        aria-label={STRINGS.tour.title}
        style={where ? { ...where.card } : { visibility: 'hidden' }}
      >
        <p className={styles.count}>{STRINGS.tour.step(tour.step + 1, STEPS.length)}</p>
        <h2>{title}</h2>
        <p>{text}</p>
        <div className={styles.buttons}>
          {!last && (
            <button type="button" data-testid="tour-skip" onClick={() => goTo(undefined)}>
              {STRINGS.tour.skip}
            </button>
          )}
          {tour.step > 0 && (
            <button type="button" data-testid="tour-back" onClick={() => to(tour.step - 1)}>
              {STRINGS.tour.back}
            </button>
          )}
          <button
            ref={next}
            type="button"
            className={styles.next}
            data-testid="tour-next"
            onClick={() => (last ? goTo(undefined) : to(tour.step + 1))}
          >
            {last ? STRINGS.tour.done : STRINGS.tour.next}
          </button>
        </div>
      </section>
    </>
  );
}
