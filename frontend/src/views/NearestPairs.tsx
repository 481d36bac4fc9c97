import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PointSetOut } from '../api/types';
import { cosinesQuery, labelsQuery } from '../data/queries';
import { quote } from '../data/quote';
import type { Kind } from '../figures/concentration';
import { count } from '../figures/shares';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { Either } from './Either';
import { Finding, MeasureBlock, Wait } from './MeasureBlock';
import styles from './NearestPairs.module.css';
import type { Ready } from './useResolved';

const t = STRINGS.measures;
const FEW = 8;
const NONE: PointSetOut = { name: 'tokens', n: 0, d: 0, left_out: 0, checksum: '' };

export const signed = (value: number, digits = 3): string =>
  value.toFixed(digits).replace('-', '−');

/** The pairs of a token and a position whose rows point most alike, or most apart. */
export function NearestPairs({ ready: { model } }: { ready: Ready }) {
  const want = useStore((state) => state.want);
  const [kind, setKind] = useState<Kind>('centered');
  const [all, setAll] = useState(false);
  const tokens = model.point_sets.find(({ name }) => name === 'tokens') ?? NONE;
  const positions = model.point_sets.find(({ name }) => name === 'positions');
  const { data, error, refetch } = useQuery(cosinesQuery(model));
  const labels = useQuery(labelsQuery(model, tokens));
  const name = (id: number) => {
    const label = labels.data?.[id];
    return label === undefined ? `token ${count(id)}` : quote(label);
  };
  const pairs = data?.[kind] ?? [];
  const first = pairs[0];
  return (
    <MeasureBlock
      id="cosines"
      text={t.cosines}
      source={[
        t.rows('tokens', count(tokens.n)),
        t.rows('positions', count(positions?.n ?? 0)),
        t.cosines.basisFree,
        t.closedForm,
      ]}
    >
      {data ? (
        <>
          {first ? (
            <Finding
              testId="cosines-finding"
              chance={t.cosines.chance(
                signed(data.chance_low),
                signed(data.chance_high),
                count(data.n_pairs),
                data.chance_largest.toFixed(3),
              )}
            >
              {t.cosines.sentence(name(first.token), first.position, signed(first.cosine))}
            </Finding>
          ) : (
            <p className={styles.none}>{t.cosines.none}</p>
          )}
          <Either
            testId="cosines-kind"
            label={t.cosines.title}
            value={kind}
            choices={{ centered: t.centeredName, raw: t.rawName }}
            choose={setKind}
          />
          <table className={styles.table} data-testid="cosines-table">
            <caption className="visually-hidden">{t.cosines.caption}</caption>
            <thead>
              <tr>
                {t.cosines.head.map((each) => (
                  <th key={each} scope="col">
                    {each}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pairs.slice(0, all ? pairs.length : FEW).map(({ token, position, cosine }) => (
                <tr key={`${token}-${position}`}>
                  <td>
                    <button
                      type="button"
                      title={t.cosines.go(name(token))}
                      onClick={() => want({ focus: { point_set: 'tokens', id: token } })}
                    >
                      <bdi>{name(token)}</bdi>
                    </button>
                  </td>
                  <td>
                    <button
                      type="button"
                      title={t.cosines.go(t.points.position(String(position)))}
                      onClick={() => want({ focus: { point_set: 'positions', id: position } })}
                    >
                      {count(position)}
                    </button>
                  </td>
                  <td>{signed(cosine)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {pairs.length > FEW && (
            <button type="button" className={styles.more} onClick={() => setAll(!all)}>
              {all ? t.cosines.fewer : t.cosines.more(pairs.length)}
            </button>
          )}
        </>
      ) : (
        <Wait error={error} retry={() => void refetch()} />
      )}
    </MeasureBlock>
  );
}
