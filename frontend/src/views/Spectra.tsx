import type { SpectrumOut, SubspaceOut } from '../api/types';
import { isotropic } from '../data/chance';
import { figures3 } from '../figures/rowNorms';
import { STRINGS } from '../strings';
import { MeasureBlock } from './MeasureBlock';
import styles from './Spectra.module.css';

interface Props {
  subspace: SubspaceOut;
  from: readonly string[];
  scaled: boolean;
}

const t = STRINGS.measures;

/** The point set's own spectrum in three numbers; the basis takes part only where it scales. */
export function Spectra({ subspace, from, scaled }: Props) {
  const { n, d, spectrum_centered: centered, spectrum_raw: raw } = subspace;
  const chance = { centered: isotropic(n, d, true), raw: isotropic(n, d, false) };
  const row = (
    name: string,
    id: string,
    value: (spectrum: SpectrumOut) => number,
    usual?: (of: (typeof chance)['raw']) => number,
  ) => (
    <tr>
      <th scope="row">{name}</th>
      {(
        [
          [centered, chance.centered, 'centered'],
          [raw, chance.raw, 'raw'],
        ] as const
      ).map(([spectrum, by, kind]) => (
        <td key={kind} data-testid={`${id}-${kind}`}>
          {figures3(value(spectrum))}
          {usual && <small>{t.spectrum.chance(figures3(usual(by)))}</small>}
        </td>
      ))}
    </tr>
  );
  return (
    <MeasureBlock
      id="spectrum"
      text={t.spectrum}
      source={[...from, scaled ? t.scaledLengths : t.cosines.basisFree]}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            {t.spectrum.head.map((name) =>
              name === '' ? (
                <td key={name} />
              ) : (
                <th key={name} scope="col">
                  {name}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {row(
            t.spectrum.stableRank,
            'stable-rank',
            ({ stable_rank }) => stable_rank,
            ({ stableRank }) => stableRank,
          )}
          {row(
            t.spectrum.participation,
            'participation',
            ({ participation_ratio }) => participation_ratio,
            ({ participationRatio }) => participationRatio,
          )}
          {row(t.spectrum.total, 'total', ({ total }) => total)}
        </tbody>
      </table>
      <p className={styles.note}>{t.spectrum.totalNote}</p>
    </MeasureBlock>
  );
}
