import { createTheme, MantineProvider } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import type { Theme } from '../api/types';
import { makeQueryClient } from '../data/queries';
import { useStore } from '../state/store';
import { Page } from './Page';

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
        <Page systemTheme={systemTheme} />
      </MantineProvider>
    </QueryClientProvider>
  );
}
