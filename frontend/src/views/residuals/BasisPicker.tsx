/** In which components the residuals are looked at: the site's own, fitted in four ways, or the model's. */
import { NativeSelect } from '@mantine/core';
import type { SiteBasisOut } from '../../api/types';
import { basisName } from '../../figures/provenance';
import { count } from '../../figures/shares';
import { useResiduals } from '../../state/residuals/store';
import { DEFAULT_BASIS, NOTHING_WANTED } from '../../state/residuals/view';
import { STRINGS } from '../../strings';
import choice from '../BasisChoice.module.css';
import type { ReadyResiduals } from './useReady';

const { residuals: text } = STRINGS;

const SWITCHES = ['position_0', 'scaled'] as const;
type Fit = Pick<SiteBasisOut, (typeof SWITCHES)[number]>;

export function BasisPicker({ ready: { site, basis, ofModel } }: { ready: ReadyResiduals }) {
  const want = useResiduals((state) => state.want);
  const own = site.bases.find(({ name }) => name === basis.name);
  const others = ofModel.filter(({ d }) => d === site.d);
  const fitted = (fit: Fit) =>
    site.bases.find((each) => SWITCHES.every((name) => each[name] === fit[name]));
  // Components of another basis are others: what was chosen among them means nothing here.
  const choose = (name: string) =>
    want({ basis: name, direction: NOTHING_WANTED.direction, axes: NOTHING_WANTED.axes });
  return (
    <div className={choice.choice}>
      {others.length > 0 && (
        <NativeSelect
          label={text.basis}
          data-testid="basis-select"
          value={own ? DEFAULT_BASIS : basis.name}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value={DEFAULT_BASIS}>{text.ownBasis}</option>
          {others.map((each) => (
            <option key={each.name} value={each.name}>
              {text.modelBasis(basisName(each).toLowerCase())}
            </option>
          ))}
        </NativeSelect>
      )}
      <fieldset className={choice.switches} aria-label={text.fit}>
        {SWITCHES.map((each) => {
          const other = own && fitted({ ...own, [each]: !own[each] });
          return (
            <button
              key={each}
              type="button"
              role="switch"
              aria-checked={own?.[each] ?? false}
              disabled={!other}
              title={text.fits[each].what}
              data-testid={`fit-${each}`}
              onClick={() => other && choose(other.name)}
            >
              {text.fits[each].name}
            </button>
          );
        })}
      </fieldset>
      <p className={choice.note} data-testid="fit-text">
        {own ? text.fittedOn(count(own.n_rows), own.position_0, own.scaled) : text.fittedElsewhere}
      </p>
    </div>
  );
}
