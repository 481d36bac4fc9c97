/** The page of interventions: a form, and what the changed run makes of the prompt. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ModelOut, Theme } from '../../api/types';
import { modelsQuery } from '../../data/queries';
import { INTERVENTIONS_PATH } from '../../state/address';
import { type Opened, openedIn, searchOf } from '../../state/interventionAddress';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import { PlainPage } from '../PlainPage';
import { EmptyState, ErrorState, errorText, LoadingState } from '../states';
import styles from './InterventionsPage.module.css';
import { Workbench } from './Workbench';

const { interventions: text } = STRINGS;

export default function InterventionsPage({ systemTheme }: { systemTheme: Theme }) {
  return (
    <PlainPage title={text.title} systemTheme={systemTheme}>
      <Models systemTheme={systemTheme} />
    </PlainPage>
  );
}

function Models({ systemTheme }: { systemTheme: Theme }) {
  const { source, wanted, open } = useStore();
  const models = useQuery(modelsQuery());
  if (models.error) {
    const { title, detail } = errorText(models.error);
    const again = { label: STRINGS.labels.retry, run: () => void models.refetch() };
    return <ErrorState title={title} detail={detail} action={again} />;
  }
  if (!models.data) return <LoadingState text={STRINGS.loading.models} />;
  const [first] = models.data;
  if (!first) return <EmptyState again={() => void models.refetch()} />;

  const go = (opened: Partial<Opened>) => {
    const search = searchOf(window.location.search, opened);
    window.history.pushState(null, '', INTERVENTIONS_PATH + search);
    open(window.location);
  };
  const opened = openedIn(source.kind === 'interventions' ? source.search : '');
  const model = models.data.find(({ name }) => name === (opened.model ?? first.name));
  return (
    <div className={styles.page}>
      <header className={styles.intro}>
        <div>
          <h1>{text.heading}</h1>
          <p>{text.intro}</p>
        </div>
        <NativeSelect
          label={STRINGS.labels.model}
          data-testid="model-select"
          value={model?.name ?? ''}
          data={options(models.data, model)}
          onChange={(event) => go({ model: event.currentTarget.value })}
        />
      </header>
      {model ? (
        <Workbench
          key={model.name}
          model={model}
          opened={opened}
          theme={wanted.theme ?? systemTheme}
          go={go}
        />
      ) : (
        <ErrorState
          title={STRINGS.errors.missingTitle}
          detail={STRINGS.errors.missingModel(opened.model ?? '')}
        />
      )}
    </div>
  );
}

const options = (models: readonly ModelOut[], model: ModelOut | undefined) => [
  ...(model ? [] : ['']),
  ...models.map(({ name }) => name),
];
