import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Theme } from '../api/types';
import { zoom } from '../figures/camera';
import { useStore } from '../state/store';
import { DEFAULT_CAMERA } from '../state/view';
import { STRINGS } from '../strings';
import { MinusIcon, MoonIcon, PlusIcon, ResetIcon, SunIcon } from './icons';
import styles from './Toolbar.module.css';
import type { Ready } from './useResolved';

interface ToolProps {
  testId: string;
  label: string;
  run: () => void;
  children: ReactNode;
}

const Tool = ({ testId, label, run, children }: ToolProps) => (
  <ActionIcon
    variant="transparent"
    size={36}
    className={styles.tool ?? ''}
    data-testid={testId}
    aria-label={label}
    title={label}
    onClick={run}
  >
    {children}
  </ActionIcon>
);

const ZOOM = 1.3;

export function Toolbar({ ready, systemTheme }: { ready: Ready | undefined; systemTheme: Theme }) {
  const { wanted, want, announce } = useStore();
  const theme = wanted.theme ?? systemTheme;
  const other: Theme = theme === 'dark' ? 'light' : 'dark';
  const flipTheme = () => {
    // What the system has anyway is followed rather than fixed.
    want({ theme: other === systemTheme ? undefined : other });
    announce(STRINGS.said.theme(other));
  };
  const zoomBy = (factor: number) => () => want({ camera: zoom(wanted.camera, factor) });

  return (
    <fieldset className={styles.toolbar} aria-label={STRINGS.labels.views}>
      <Tool
        testId="theme-toggle"
        label={other === 'light' ? STRINGS.labels.toLight : STRINGS.labels.toDark}
        run={flipTheme}
      >
        {other === 'light' ? <SunIcon /> : <MoonIcon />}
      </Tool>
      {ready?.view.stage === 'scene' && (
        <>
          <Tool
            testId="reset-camera"
            label={STRINGS.labels.resetCamera}
            run={() => {
              want({ camera: DEFAULT_CAMERA });
              announce(STRINGS.said.camera);
            }}
          >
            <ResetIcon />
          </Tool>
          <Tool testId="zoom-in" label={STRINGS.labels.zoomIn} run={zoomBy(1 / ZOOM)}>
            <PlusIcon />
          </Tool>
          <Tool testId="zoom-out" label={STRINGS.labels.zoomOut} run={zoomBy(ZOOM)}>
            <MinusIcon />
          </Tool>
        </>
      )}
    </fieldset>
  );
}
