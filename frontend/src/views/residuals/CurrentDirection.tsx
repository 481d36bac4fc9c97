import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Direction } from '../../api/types';
import { sourceOf } from '../../data/residuals/source';
import { savedQuery } from '../../data/saved';
import { directionText } from '../../state/residuals/parameters';
import { isMix, isNamed } from '../../state/residuals/view';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import styles from './DirectionsPanel.module.css';
import { Download } from './Download';
import { SaveDirection } from './SaveDirection';
import type { ReadyResiduals } from './useReady';

const { directions: text } = STRINGS;

export const isSaved = (direction: Direction): direction is string =>
  isNamed(direction) && direction.startsWith('v-');

function nameOf(direction: Direction): string {
  if (isNamed(direction)) return text.made(direction);
  return isMix(direction) ? text.mix(direction.length) : text.component(direction);
}

/** What the prompts are coloured by, how to keep it, and how to take it away. */
export function CurrentDirection({ ready }: { ready: ReadyResiduals }) {
  const { model, view } = ready;
  const { direction } = view;
  const stored = isSaved(direction) ? direction : undefined;
  const saved = useQuery({
    ...savedQuery(model.name, stored ?? ''),
    enabled: stored !== undefined,
  });
  const [saving, setSaving] = useState(false);
  const known = stored === undefined ? undefined : saved.data;
  return (
    <section className={styles.current} data-testid="current-direction">
      <h3>{text.current}</h3>
      <p className={styles.title}>
        {stored === undefined ? nameOf(direction) : (known?.title ?? stored)}
        {known && <small>{text.by(known.owner)}</small>}
      </p>
      {!saving && (
        <div className={finding.headline}>
          <button
            type="button"
            className={finding.button}
            data-testid="save-open"
            disabled={stored !== undefined}
            onClick={() => setSaving(true)}
          >
            {text.saving.open}
          </button>
          <Download model={model.name} source={sourceOf(view)} />
        </div>
      )}
      {saving && (
        <SaveDirection
          key={directionText(direction)}
          ready={ready}
          source={sourceOf(view)}
          onDone={() => setSaving(false)}
        />
      )}
    </section>
  );
}
