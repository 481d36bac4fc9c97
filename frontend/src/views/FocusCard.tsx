import type { ModelOut } from '../api/types';
import { cosineRange, largestCosine } from '../data/chance';
import { type SetName, setOf } from '../data/columns';
import type { Near } from '../figures/near';
import { PALETTES } from '../figures/palette';
import { count } from '../figures/shares';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './FocusCard.module.css';
import { CloseIcon } from './icons';
import { errorText } from './states';
import type { Focused, NameOf } from './useFocus';

interface Props {
  focused: Focused;
  theme: keyof typeof PALETTES;
  lines: boolean;
  nameOf: NameOf;
  model: ModelOut;
  /** The Find panel lists the true neighbours already. */
  listedBeside: boolean;
}

/** The focused point by name, and its neighbours of both kinds: the legend of the lines as well. */
export function FocusCard({ focused, theme, lines, nameOf, model, listedBeside }: Props) {
  const { want, announce } = useStore();
  const { focus, loading, error } = focused;
  if (!focus) return null;
  const { set, id, label, near, apparent } = focus;
  const d = model.d_model;
  const of = model.point_sets.find(({ name }) => setOf(name) === set);
  const others = (of?.n ?? 1) - 1;
  const look = (to: number) => {
    if (of) want({ focus: { point_set: of.name, id: to } });
    announce(STRINGS.focus.said(nameOf(set, to)));
  };
  const lists = [
    {
      key: 'near',
      title: STRINGS.focus.near,
      what: STRINGS.focus.nearNote,
      of: near,
      dash: undefined,
    },
    {
      key: 'apparent',
      title: STRINGS.focus.apparent,
      what: STRINGS.focus.apparentNote,
      of: apparent,
      dash: '4 3',
    },
  ] as const;
  return (
    <section className={styles.card} data-testid="focus-card" aria-label={STRINGS.focus.label}>
      <header className={styles.head}>
        <div>
          <bdi className={styles.name}>{label}</bdi>
          {set !== 'positions' && (
            <span className={styles.caption}>{`${STRINGS.hover[set]} ${count(id)}`}</span>
          )}
        </div>
        <button
          type="button"
          data-testid="focus-close"
          aria-label={STRINGS.focus.close}
          title={STRINGS.focus.close}
          onClick={() => {
            want({ focus: null });
            announce(STRINGS.focus.cleared);
          }}
        >
          <CloseIcon />
        </button>
      </header>
      {error !== undefined && (
        <p role="alert" className={styles.note}>
          {STRINGS.focus.failed}: {errorText(error).detail}
        </p>
      )}
      {loading && <p className={styles.note}>{STRINGS.focus.loading}</p>}
      {lines && !loading && error === undefined && (
        <div className={styles.lists}>
          {lists.map(({ key, title, what, of, dash }) => (
            <details
              key={`${key} ${listedBeside}`}
              data-testid={`focus-${key}`}
              open={key !== 'near' || !listedBeside}
            >
              <summary title={what}>
                <svg width="22" height="8" aria-hidden="true">
                  <line
                    x1="1"
                    y1="4"
                    x2="21"
                    y2="4"
                    stroke={PALETTES[theme][key]}
                    strokeWidth="2.5"
                    strokeDasharray={dash}
                  />
                </svg>
                {title}
              </summary>
              {of.length === 0 && <p className={styles.note}>{STRINGS.focus.none}</p>}
              <Neighbors set={set} of={of} nameOf={nameOf} look={look} />
            </details>
          ))}
          <p className={styles.note}>
            {STRINGS.focus.chance(
              count(others),
              largestCosine(d, others).toFixed(3),
              cosineRange(d).toFixed(3),
            )}
          </p>
        </div>
      )}
    </section>
  );
}

interface NeighborsProps {
  set: SetName;
  of: readonly Near[];
  nameOf: NameOf;
  look: (id: number) => void;
}

const Neighbors = ({ set, of, nameOf, look }: NeighborsProps) => (
  <ol className={styles.list}>
    {of.map(({ id, cosine, rank }) => (
      <li key={id}>
        <button type="button" data-id={id} onClick={() => look(id)}>
          <span className={styles.rank}>{STRINGS.focus.rank(count(rank))}</span>
          <bdi>{nameOf(set, id)}</bdi>
          <span className={styles.cosine}>{cosine.toFixed(3).replace('-', '−')}</span>
        </button>
      </li>
    ))}
  </ol>
);
