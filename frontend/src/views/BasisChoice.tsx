import { NativeSelect } from '@mantine/core';
import { fitText } from '../figures/provenance';
import { count } from '../figures/shares';
import {
  FITTED_ON,
  type Fit,
  type FittedOn,
  fitName,
  fitNamed,
  fitOf,
  obstacle,
  takesPositions,
} from '../state/fit';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './BasisChoice.module.css';
import { errorText } from './states';
import { type Running, useFitting } from './useFitting';
import type { Ready } from './useResolved';

const SWITCHES = ['centered', 'position_0', 'scaled'] as const;

/** Which rows a basis is fitted on, and how: what is here at once, what is not fitted while one waits. */
export function BasisChoice({ ready: { whole: model, bases, basis } }: { ready: Ready }) {
  const { want, announce, offered } = useStore();
  const { running, failed, start, cancel, forget } = useFitting(model.name);
  const fit = running?.fit ?? fitOf(basis);
  const offer = offered === undefined ? undefined : fitNamed(offered);

  const choose = (chosen: Fit) => {
    const name = fitName(chosen);
    const here = bases.find((each) => each.name === name);
    if (!here) {
      void start(chosen);
      return;
    }
    if (running) cancel();
    forget();
    want({ basis: name });
    announce(STRINGS.said.basis(fitText(here)));
  };
  const change = (part: Partial<Fit>) => {
    const wanted = { ...fit, ...part };
    // The name of a fit without positions says nothing of position 0.
    choose({ ...wanted, position_0: wanted.position_0 && takesPositions(wanted.fitted_on) });
  };

  return (
    <div className={styles.choice}>
      <NativeSelect
        label={STRINGS.fits.fittedOn}
        data-testid="basis-select"
        value={fit.fitted_on}
        onChange={(event) => change({ fitted_on: event.currentTarget.value as FittedOn })}
      >
        {FITTED_ON.map((on) => {
          const why = obstacle(model, on);
          const name = STRINGS.fits.on[on];
          return (
            <option key={on} value={on} disabled={why !== undefined}>
              {why ? STRINGS.fits.unavailable(name, STRINGS.fits.obstacles[why]) : name}
            </option>
          );
        })}
      </NativeSelect>
      <fieldset className={styles.switches} aria-label={STRINGS.fits.options}>
        {SWITCHES.map((each) => {
          const off = each === 'position_0' && !takesPositions(fit.fitted_on);
          const { name, what } = STRINGS.fits.choices[each];
          return (
            <button
              key={each}
              type="button"
              role="switch"
              aria-checked={fit[each] && !off}
              disabled={off}
              title={off ? STRINGS.fits.noPosition0 : what}
              data-testid={`fit-${each}`}
              onClick={() => change({ [each]: !fit[each] })}
            >
              {name}
            </button>
          );
        })}
      </fieldset>
      {running ? (
        <FitProgress running={running} cancel={cancel} />
      ) : (
        <p className={styles.note} data-testid="fit-text">
          {fitText(basis)}
        </p>
      )}
      {failed && (
        <p className={styles.failed} role="alert" data-testid="fit-failed">
          {STRINGS.fits.failed(fitName(failed.fit))}. {errorText(failed.error).detail}{' '}
          <button type="button" onClick={() => void start(failed.fit)}>
            {STRINGS.labels.retry}
          </button>
        </p>
      )}
      {offer && !running && obstacle(model, offer.fitted_on) === undefined && (
        <p className={styles.offer} data-testid="fit-offer">
          {STRINGS.fits.offer(fitName(offer))}{' '}
          <button type="button" data-testid="fit-now" onClick={() => void start(offer)}>
            {STRINGS.fits.fit}
          </button>
        </p>
      )}
    </div>
  );
}

function FitProgress({
  running: { fit, progress },
  cancel,
}: {
  running: Running;
  cancel: () => void;
}) {
  const name = fitName(fit);
  return (
    <div className={styles.progress} data-testid="fit-progress">
      <div className={styles.line}>
        <span>
          {progress
            ? STRINGS.fits.step(progress.step, count(progress.done), count(progress.of))
            : STRINGS.fits.running(name)}
        </span>
        <button type="button" data-testid="fit-cancel" onClick={cancel}>
          {STRINGS.fits.cancel}
        </button>
      </div>
      <progress
        aria-label={STRINGS.fits.running(name)}
        max={Math.max(1, progress?.of ?? 1)}
        {...(progress && { value: progress.done })}
      />
    </div>
  );
}
