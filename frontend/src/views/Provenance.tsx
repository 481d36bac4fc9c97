import { Fragment, type ReactNode } from 'react';
import type { BasisOut, ModelOut, Theme } from '../api/types';
import { gradient, PALETTES } from '../figures/palette';
import type { Provenance as Source } from '../figures/provenance';
import styles from './Provenance.module.css';

interface Props {
  source: Source;
  theme: Theme;
  model: ModelOut;
  /** Absent where no basis takes part. */
  basis?: Pick<BasisOut, 'name' | 'checksum'>;
}

/** What is shown, in a line; its glyphs are the legend that stays when the panel is folded. */
export function Provenance({ source, theme, model, basis }: Props) {
  const palette = PALETTES[theme];
  const glyphs: Record<string, { shape: string | undefined; background: string }> = {
    positions: { shape: styles.dot, background: gradient(palette.position) },
    tokens: { shape: styles.diamond, background: gradient(palette.token) },
    unembedding: { shape: styles.diamond, background: gradient(palette.unembedding) },
    sums: { shape: styles.square, background: palette.sums },
  };
  const glyph = (set: string) => {
    const found = glyphs[set];
    return (
      found && (
        <span className={found.shape} style={{ background: found.background }} aria-hidden="true" />
      )
    );
  };

  const parts: { key: string; content: ReactNode; title?: string }[] = [
    ...source.before.map((text, index) => ({
      key: text,
      content: index === 0 ? <b>{text}</b> : text,
      ...(index === 1 && { title: `Revision ${model.revision}` }),
      ...(basis && index === 3 && { title: `Basis “${basis.name}”, checksum ${basis.checksum}` }),
    })),
    {
      key: 'points',
      content: source.points.map(({ set, text }, index) => (
        <Fragment key={set}>
          {index > 0 && ', '}
          <span className={styles.points}>
            {glyph(set)}
            {text}
          </span>
        </Fragment>
      )),
    },
    ...source.after.map((text) => ({ key: text, content: text })),
  ];
  return (
    <footer className={styles.provenance} data-testid="provenance">
      {parts.map(({ key, content, title }, index) => (
        <Fragment key={key}>
          {index > 0 && <span className={styles.dot3}> · </span>}
          <span title={title}>{content}</span>
        </Fragment>
      ))}
    </footer>
  );
}
