import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PointSetOut } from '../api/types';
import { spread } from '../data/pointShares';
import { normsQuery } from '../data/queries';
import { figures3, lengths, rowNormsChart } from '../figures/rowNorms';
import { count } from '../figures/shares';
import { positionsOf } from '../state/positions';
import { STRINGS } from '../strings';
import { Chart } from './Chart';
import { Finding, MeasureBlock, Wait } from './MeasureBlock';
import type { Ready } from './useResolved';

const t = STRINGS.measures;
const NONE: PointSetOut = { name: 'tokens', n: 0, d: 0, left_out: 0, checksum: '' };

export function RowNorms({ ready: { model, basis, view } }: { ready: Ready }) {
  const inSpace = (set: PointSetOut | undefined) => (set?.d === basis.d ? set : undefined);
  const positions = inSpace(positionsOf(model));
  const tokens = inSpace(model.point_sets.find(({ name }) => name === 'tokens'));
  const ofPositions = useQuery({
    ...normsQuery(model, basis, positions ?? NONE),
    enabled: positions !== undefined,
  });
  const ofTokens = useQuery({
    ...normsQuery(model, basis, tokens ?? NONE),
    enabled: tokens !== undefined,
  });
  const rows = useMemo(() => ofPositions.data && lengths(ofPositions.data), [ofPositions.data]);
  const usual = useMemo(() => ofTokens.data && spread(lengths(ofTokens.data)), [ofTokens.data]);
  const figure = useMemo(
    () => rows && rowNormsChart(rows, usual, view.theme),
    [rows, usual, view.theme],
  );
  if (!positions) return null;
  return (
    <MeasureBlock
      id="norms"
      text={t.norms}
      source={[
        t.rows(STRINGS.find.sets(positions.name), count(positions.n)),
        tokens && t.rows('tokens', count(tokens.n)),
        basis.scaled ? t.scaledLengths : t.cosines.basisFree,
      ]}
    >
      {rows && figure ? (
        <>
          <Finding
            testId="norms-finding"
            {...(usual && {
              chance: t.norms.tokens(
                figures3(usual.median),
                figures3(usual.low),
                figures3(usual.high),
              ),
            })}
          >
            {t.norms.sentence(figures3(rows[0] ?? Number.NaN), figures3(spread(rows).median))}
          </Finding>
          <Chart figure={figure} height={170} testId="chart-norms" />
          {ofTokens.error && <Wait error={ofTokens.error} retry={() => void ofTokens.refetch()} />}
        </>
      ) : (
        <Wait error={ofPositions.error} retry={() => void ofPositions.refetch()} />
      )}
    </MeasureBlock>
  );
}
