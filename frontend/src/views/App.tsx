import { createTheme, MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Theme } from '../api/types';
import { makeQueryClient } from '../data/queries';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { EmbedPage } from './EmbedPage';
import { Page } from './Page';
import { LoadingState } from './states';

const ComparePage = lazy(() => import('./ComparePage'));
const InterventionsPage = lazy(() => import('./interventions/InterventionsPage'));
const ResidualsPage = lazy(() => import('./residuals/ResidualsPage'));
const GuidePage = lazy(() => import('./GuidePage'));

const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 8,
  focusClassName: 'focus-ring',
  respectReducedMotion: true,
});

export function App() {
  const [client] = useState(makeQueryClient);
  const light = useMediaQuery(
    '(prefers-color-scheme: light)',
    window.matchMedia('(prefers-color-scheme: light)').matches,
    { getInitialValueInEffect: false },
  );
  const systemTheme: Theme = light ? 'light' : 'dark';
  const scheme = useStore((state) => state.wanted.theme) ?? systemTheme;
  return (
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} forceColorScheme={scheme}>
        <Suspense fallback={<LoadingState text={STRINGS.loading.page} />}>
          <Pages systemTheme={systemTheme} />
        </Suspense>
      </MantineProvider>
    </QueryClientProvider>
  );
}

function Pages({ systemTheme }: { systemTheme: Theme }) {
  const source = useStore((state) => state.source);
  const page = useStore((state) => state.pinned?.page);
  switch (source.kind) {
    case 'compare':
      return <ComparePage systemTheme={systemTheme} />;
    case 'interventions':
      return <InterventionsPage systemTheme={systemTheme} />;
    case 'guide':
      return <GuidePage systemTheme={systemTheme} />;
    case 'residuals':
      return <ResidualsPage systemTheme={systemTheme} />;
    case 'permalink':
      if (source.embedded) return <EmbedPage systemTheme={systemTheme} slug={source.slug} />;
      return page === 'residuals' ? (
        <ResidualsPage systemTheme={systemTheme} />
      ) : (
        <Page systemTheme={systemTheme} />
      );
    case 'embeddings':
    case 'unknown':
      return <Page systemTheme={systemTheme} />;
  }
}
