/** Prompts as rows of tokens, coloured by how each token's residual lies along the direction. */
import { type CSSProperties, type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import { tokenPieces } from '../../data/residuals/tokenText';
import { useDirection } from '../../data/residuals/useDirection';
import { scoreText } from '../../figures/numbers';
import { TOKEN_INK } from '../../figures/residuals/tokenColors';
import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { PROMPTS_PER_PAGE, sameToken } from '../../state/residuals/view';
import { STRINGS } from '../../strings';
import { HoverCard, type HoverText } from '../HoverCard';
import { ScoresFailed } from '../ScoresFailed';
import { Pager } from './Pager';
import { PromptRow } from './PromptRow';
import styles from './PromptsStage.module.css';
import { ScoreLegend } from './ScoreLegend';
import { SourceLine } from './SourceLine';
import { TokenNote } from './TokenNote';
import { usePaint } from './usePaint';
import type { ReadyResiduals } from './useReady';
import { useTokens } from './useTokens';

const { residuals: text } = STRINGS;

export function PromptsStage({ ready }: { ready: ReadyResiduals }) {
  const { view, shown, labels, capture, site, basis } = ready;
  const { direction, busy, error, retry } = useDirection(ready);
  const room = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const { pointed, leave, handlers } = useTokens(useCallback(() => room.current, []));
  const { first, focus } = view;
  const firstLeftOut = site.bases.some(
    ({ name, position_0 }) => name === basis.name && !position_0,
  );

  const prompts = useMemo(() => {
    const n = Math.min(PROMPTS_PER_PAGE, shown.offsets.length - 1 - first);
    return Array.from({ length: Math.max(0, n) }, (_, index) => first + index);
  }, [first, shown]);
  const page = `${capture.name}.${first}`;
  usePaint(list, direction, view.theme, page);
  useHovered(list, page);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page begins at its top
  useEffect(() => {
    list.current?.scrollTo(0, 0);
    leave();
  }, [page, leave]);

  const stop = focus && prompts.includes(focus.prompt) ? focus : { prompt: first, position: 0 };
  const hover = useMemo<HoverText | undefined>(() => {
    const id = pointed && shown.ids[pointed.row];
    if (!pointed || id === undefined) return undefined;
    const { prompt, position } = pointed.token;
    return {
      set: 'tokens',
      name: [...tokenPieces(labels[id] ?? `#${id}`)],
      caption: text.where(count(id), count(prompt + 1), count(position)),
      scores: [
        {
          axis: '',
          component: text.scale[view.reading](direction?.name ?? ''),
          value: scoreText(direction?.values[pointed.row]),
        },
      ],
    };
  }, [pointed, shown, labels, direction, view.reading]);

  return (
    <section
      ref={room}
      id="prompts"
      className={styles.stage}
      style={{ '--token-text': TOKEN_INK[view.theme] } as CSSProperties}
      data-testid="prompts-stage"
      data-ready={direction !== undefined && !busy}
      data-busy={busy}
      data-beside={view.side !== 'closed'}
      aria-label={STRINGS.residualStages.prompts.name}
    >
      <header className={styles.head}>
        <ScoreLegend
          direction={direction}
          reading={view.reading}
          theme={view.theme}
          firstLeftOut={firstLeftOut}
        />
        <TokenNote ready={ready} direction={direction} />
      </header>
      <ol ref={list} className={styles.list} data-testid="prompts" {...handlers}>
        {prompts.map((prompt) => (
          <PromptRow
            key={`${capture.name}.${prompt}`}
            prompt={prompt}
            shown={shown}
            labels={labels}
            firstLeftOut={firstLeftOut}
            tabStop={stop.prompt === prompt ? stop.position : undefined}
            focused={focus?.prompt === prompt ? focus.position : undefined}
          />
        ))}
      </ol>
      <footer className={styles.foot}>
        <SourceLine ready={ready} />
        <Pager first={first} n={shown.offsets.length - 1} />
      </footer>
      {hover && pointed && <HoverCard text={hover} x={pointed.x} y={pointed.y} />}
      {error && <ScoresFailed error={error} retry={retry} />}
    </section>
  );
}

/** Marks the token that is hovered, here or in the scatter. */
function useHovered(list: RefObject<HTMLElement | null>, page: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has other elements
  useEffect(() => {
    const mark = (on: boolean) => {
      const { hovered } = useResiduals.getState();
      if (!hovered) return;
      const at = `[data-prompt="${hovered.prompt}"][data-position="${hovered.position}"]`;
      list.current?.querySelector(at)?.toggleAttribute('data-hovered', on);
    };
    mark(true);
    return useResiduals.subscribe((now, before) => {
      if (sameToken(now.hovered, before.hovered)) return;
      for (const marked of list.current?.querySelectorAll('[data-hovered]') ?? []) {
        marked.removeAttribute('data-hovered');
      }
      mark(true);
    });
  }, [list, page]);
}
