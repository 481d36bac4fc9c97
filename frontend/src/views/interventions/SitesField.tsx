import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ModelOut } from '../../api/types';
import { STREAM_PARTS, type StreamPart, siteName, siteOf } from '../../data/sites';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import styles from './Form.module.css';

const { interventions: text } = STRINGS;

interface Props {
  model: ModelOut;
  sites: readonly string[];
  onChange: (sites: readonly string[]) => void;
}

const partOf = (sites: readonly string[]): StreamPart => {
  const part = sites[0] === undefined ? undefined : siteOf(sites[0]).part;
  return STREAM_PARTS.find((each) => each === part) ?? 'resid_pre';
};

/** Where a change is made: a part, at as many blocks as wanted. */
export function SitesField({ model, sites, onChange }: Props) {
  const [part, setPart] = useState<StreamPart>(() => partOf(sites));
  const names = Array.from({ length: model.n_layers ?? 0 }, (_, layer) => siteName(layer, part));
  const others = sites.filter((site) => !names.includes(site));
  const inOrder = (wanted: ReadonlySet<string>) => [
    ...others.filter((each) => wanted.has(each)),
    ...names.filter((each) => wanted.has(each)),
  ];
  const flip = (site: string) => {
    const wanted = new Set(sites);
    if (!wanted.delete(site)) wanted.add(site);
    onChange(inOrder(wanted));
  };
  const all = names.every((each) => sites.includes(each));
  return (
    <fieldset className={styles.sites} data-testid="sites">
      <legend>{text.where}</legend>
      <NativeSelect
        aria-label={text.part}
        data-testid="sites-part"
        value={part}
        data={STREAM_PARTS.map((each) => ({ value: each, label: text.parts[each] }))}
        onChange={(event) => setPart(event.currentTarget.value as StreamPart)}
      />
      <div className={styles.chips}>
        {names.map((name, layer) => (
          <button
            key={name}
            type="button"
            className={finding.button}
            data-testid="site"
            data-site={name}
            aria-pressed={sites.includes(name)}
            aria-label={text.layerChip(layer)}
            title={text.layerChip(layer)}
            onClick={() => flip(name)}
          >
            {layer}
          </button>
        ))}
        <button
          type="button"
          className={finding.button}
          data-testid="sites-all"
          aria-pressed={all}
          onClick={() => onChange(all ? others : inOrder(new Set([...sites, ...names])))}
        >
          {text.allSites}
        </button>
      </div>
      {others.length > 0 && (
        <div className={styles.chips}>
          <span className={finding.note}>{text.alsoAt}</span>
          {others.map((site) => (
            <button
              key={site}
              type="button"
              className={finding.button}
              aria-pressed="true"
              onClick={() => flip(site)}
            >
              {site}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  );
}
