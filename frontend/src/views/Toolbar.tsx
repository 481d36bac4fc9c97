import { ActionIcon } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { Camera, Theme } from '../api/types';
import { PRESET_NAMES, PRESETS, type Preset, zoom } from '../figures/camera';
import { useStore } from '../state/store';
import { DEFAULT_CAMERA } from '../state/view';
import { STRINGS } from '../strings';
import {
  CubeIcon,
  FullscreenIcon,
  MinusIcon,
  MoonIcon,
  MoreIcon,
  PlusIcon,
  ResetIcon,
  RotateIcon,
  StopIcon,
  SunIcon,
} from './icons';
import styles from './Toolbar.module.css';
import type { Ready } from './useResolved';
import { prefersStillness, useRotating } from './useRotation';

interface ToolProps {
  testId: string;
  label: string;
  run: () => void;
  pressed?: boolean;
  disabled?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

const Tool = ({
  testId,
  label,
  run,
  pressed,
  disabled = false,
  className,
  children,
}: ToolProps) => (
  <ActionIcon
    variant="transparent"
    size={36}
    className={`${styles.tool} ${className ?? ''}`}
    data-testid={testId}
    aria-label={label}
    aria-pressed={pressed}
    // Still to be reached, so that its reason can be read.
    aria-disabled={disabled || undefined}
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
  return (
    <fieldset
      className={styles.toolbar}
      aria-label={STRINGS.labels.views}
      data-flat={ready !== undefined && ready.view.stage !== 'scene'}
    >
      <Tool
        testId="theme-toggle"
        label={other === 'light' ? STRINGS.labels.toLight : STRINGS.labels.toDark}
        run={flipTheme}
      >
        {other === 'light' ? <SunIcon /> : <MoonIcon />}
      </Tool>
      {ready && (ready.view.stage === 'scene' ? <CameraTools /> : <Fullscreen />)}
    </fieldset>
  );
}

/** Where the camera goes, from wherever it has come to by turning. */
function useCamera() {
  const { want, announce } = useStore();
  const rotating = useRotating((state) => state.set);
  return (to: (camera: Camera) => Camera, said?: string) => {
    rotating(false);
    want({ camera: to(useStore.getState().wanted.camera) });
    if (said !== undefined) announce(said);
  };
}

function CameraTools() {
  const move = useCamera();
  const [more, setMore] = useState(false);
  const { presets, short } = STRINGS.camera;
  const look = (name: Preset) => move(() => PRESETS[name], `${presets[name]}.`);
  return (
    <>
      <Tool
        testId="reset-camera"
        label={STRINGS.labels.resetCamera}
        run={() => move(() => DEFAULT_CAMERA, STRINGS.said.camera)}
      >
        <ResetIcon />
      </Tool>
      <Tool
        testId="more-tools"
        label={STRINGS.camera.more}
        run={() => setMore(!more)}
        pressed={more}
        className={styles.moreButton}
      >
        <MoreIcon />
      </Tool>
      <div className={styles.more} data-open={more}>
        <Tool
          testId="zoom-in"
          label={STRINGS.labels.zoomIn}
          run={() => move((camera) => zoom(camera, 1 / ZOOM))}
        >
          <PlusIcon />
        </Tool>
        <Tool
          testId="zoom-out"
          label={STRINGS.labels.zoomOut}
          run={() => move((camera) => zoom(camera, ZOOM))}
        >
          <MinusIcon />
        </Tool>
        {PRESET_NAMES.map((name) => (
          <Tool key={name} testId={`camera-${name}`} label={presets[name]} run={() => look(name)}>
            {name === 'isometric' ? (
              <CubeIcon />
            ) : (
              <span className={styles.letter}>{short[name]}</span>
            )}
          </Tool>
        ))}
        <Rotation />
        <Fullscreen />
      </div>
    </>
  );
}

function Rotation() {
  const { on, set } = useRotating();
  const announce = useStore((state) => state.announce);
  const still = prefersStillness();
  const label = still ? STRINGS.camera.still : on ? STRINGS.camera.stop : STRINGS.camera.rotate;
  const flip = () => {
    if (!still) set(!on);
    announce(
      still ? STRINGS.camera.still : on ? `${STRINGS.camera.stop}.` : STRINGS.camera.rotating,
    );
  };
  return (
    <Tool testId="auto-rotate" label={label} run={flip} pressed={on} disabled={still}>
      {on ? <StopIcon /> : <RotateIcon />}
    </Tool>
  );
}

function Fullscreen() {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const follow = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);
  const can = document.fullscreenEnabled;
  const { fullscreen, leaveFullscreen, noFullscreen } = STRINGS.camera;
  const flip = () => {
    if (!can) return;
    if (full) void document.exitFullscreen();
    else void document.querySelector('main')?.requestFullscreen();
  };
  return (
    <Tool
      testId="fullscreen"
      label={!can ? noFullscreen : full ? leaveFullscreen : fullscreen}
      run={flip}
      pressed={full}
      disabled={!can}
    >
      <FullscreenIcon />
    </Tool>
  );
}
