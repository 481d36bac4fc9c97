/** Several models side by side, each in its own positional basis, all seen from the same side. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Theme } from '../api/types';
import { modelsQuery } from '../data/queries';
import { COMPARE_PATH, comparedIn, compareSearch } from '../state/address';
import { useStore } from '../state/store';
import { DEFAULT_CAMERA } from '../state/view';
import { STRINGS } from '../strings';
import { CompareCell } from './CompareCell';
import styles from './ComparePage.module.css';
import { PlainPage } from './PlainPage';
import { EmptyState, ErrorState, errorText, LoadingState } from './states';

export default function ComparePage({ systemTheme }: { systemTheme: Theme }) {
  return (
    <PlainPage title={STRINGS.compare.title} systemTheme={systemTheme}>
      <Grid systemTheme={systemTheme} />
    </PlainPage>
  );
}

function Grid({ systemTheme }: { systemTheme: Theme }) {
  const { wanted, announce } = useStore();
  const models = useQuery(modelsQuery());
  const [asked, setAsked] = useState(() => comparedIn(window.location.search));
  const [camera, setCamera] = useState(DEFAULT_CAMERA);
  const reset = useCallback(() => {
    setCamera(DEFAULT_CAMERA);
    announce(STRINGS.said.camera);
  }, [announce]);

  if (models.error) {
    const { title, detail } = errorText(models.error);
    const again = { label: STRINGS.labels.retry, run: () => void models.refetch() };
    return <ErrorState title={title} detail={detail} action={again} />;
  }
  if (!models.data) return <LoadingState text={STRINGS.loading.models} />;
  if (models.data.length === 0) return <EmptyState again={() => void models.refetch()} />;

  const here = models.data;
  const shown = asked ? here.filter(({ name }) => asked.includes(name)) : here;
  const missing = asked?.filter((name) => !here.some((model) => model.name === name)) ?? [];
  const toggle = (name: string) => {
    const names = here
      .map((model) => model.name)
      .filter((each) => (each === name) !== shown.some((model) => model.name === each));
    const all = names.length === here.length;
    setAsked(all ? undefined : names);
    const search = compareSearch(window.location.search, all ? undefined : names);
    window.history.replaceState(null, '', COMPARE_PATH + search);
    announce(STRINGS.compare.shown(names.length));
  };

  return (
    <div className={styles.compare}>
      <h1>{STRINGS.compare.heading}</h1>
      <p className={styles.intro}>{STRINGS.compare.intro}</p>
      <div className={styles.bar}>
        <fieldset className={styles.models} aria-label={STRINGS.compare.models}>
          {here.map(({ name }) => (
            <button
              key={name}
              type="button"
              data-testid="compare-model"
              aria-pressed={shown.some((model) => model.name === name)}
              onClick={() => toggle(name)}
            >
              {name}
            </button>
          ))}
        </fieldset>
        <button type="button" className={styles.reset} data-testid="compare-reset" onClick={reset}>
          {STRINGS.compare.reset}
        </button>
      </div>
      {missing.length > 0 && (
        <p className={styles.notice} role="status" data-testid="notice">
          {STRINGS.compare.notHere(missing)}
        </p>
      )}
      {shown.length === 0 && <p className={styles.intro}>{STRINGS.compare.none}</p>}
      <div className={styles.grid}>
        {shown.map((model) => (
          <CompareCell
            key={model.name}
            model={model}
            first={here[0]?.name}
            camera={camera}
            onCamera={setCamera}
            onReset={reset}
            theme={wanted.theme ?? systemTheme}
            systemTheme={systemTheme}
          />
        ))}
      </div>
    </div>
  );
}
