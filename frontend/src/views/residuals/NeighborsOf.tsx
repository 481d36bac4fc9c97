import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { TokenNeighbor } from '../../api/types';
import { sourceOf } from '../../data/residuals/source';
import { directionNeighborsQuery } from '../../data/saved';
import { useResiduals } from '../../state/residuals/store';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { figure } from '../numbers';
import { Quoted } from '../Quoted';
import { errorText } from '../states';
import styles from './DirectionsPanel.module.css';
import type { ReadyResiduals } from './useReady';

const { near: text, component: componentName, by } = STRINGS.directions;
const K = 10;

/** What lies near the direction on show, in every list there is, with what chance would give beside. */
export function NeighborsOf({ ready }: { ready: ReadyResiduals }) {
  const { model, view, labels } = ready;
  const want = useResiduals((state) => state.want);
  const { data, error, refetch } = useQuery({
    ...directionNeighborsQuery(model.name, sourceOf(view), K),
    placeholderData: keepPreviousData,
  });
  if (error) {
    return (
      <div className={finding.problem} role="alert" data-testid="near-problem">
        <p>{errorText(error).detail}</p>
        <button type="button" className={finding.button} onClick={() => void refetch()}>
          {STRINGS.labels.retry}
        </button>
      </div>
    );
  }
  if (!data) return <p className={finding.note}>{STRINGS.find.loading}</p>;
  const raises = data.unembedding.filter(({ logit }) => (logit ?? 0) > 0);
  const lowers = data.unembedding.filter(({ logit }) => (logit ?? 0) <= 0);
  const along = data.tokens.filter(({ cosine }) => cosine > 0);
  const against = data.tokens.filter(({ cosine }) => cosine <= 0);
  return (
    <div className={styles.near} data-testid="near">
      <p className={finding.note}>
        {text.what} {text.chance(figure(data.chance))}
      </p>
      <List heading={text.saved} testId="near-saved" none={data.saved.length === 0}>
        {data.saved.map(({ name, title, owner, cosine }) => (
          <li key={name} data-columns="2">
            <button
              type="button"
              className={finding.link}
              title={by(owner)}
              onClick={() => want({ direction: name })}
            >
              {title}
            </button>
            <span className={finding.number}>{figure(cosine)}</span>
          </li>
        ))}
      </List>
      <List heading={text.components} testId="near-components" none={data.components.length === 0}>
        {data.components.map(({ basis, component, cosine }) => (
          <li key={`${basis} ${component}`} data-columns="2">
            <span className={finding.name} title={basis}>
              {componentName(component)} <small className={finding.faint}>{basis}</small>
            </span>
            <span className={finding.number}>{figure(cosine)}</span>
          </li>
        ))}
      </List>
      {data.unembedding.length > 0 && (
        <section className={styles.block} data-testid="near-unembedding">
          <p className={finding.note}>{text.logits}</p>
          <div className={styles.ends}>
            <Tokens heading={text.raises} tokens={raises} labels={labels} by="logit" />
            <Tokens heading={text.lowers} tokens={lowers} labels={labels} by="logit" />
          </div>
        </section>
      )}
      {data.tokens.length > 0 && (
        <section className={styles.block} data-testid="near-tokens">
          <h3>{text.embedding}</h3>
          <div className={styles.ends}>
            <Tokens heading={text.along} tokens={along} labels={labels} by="cosine" />
            <Tokens heading={text.against} tokens={against} labels={labels} by="cosine" />
          </div>
        </section>
      )}
    </div>
  );
}

interface ListProps {
  heading: string;
  testId: string;
  none: boolean;
  children: ReactNode;
}

function List({ heading, testId, none, children }: ListProps) {
  return (
    <section className={styles.block} data-testid={testId}>
      <h3>{heading}</h3>
      {none ? <p className={finding.note}>{text.none}</p> : <ol>{children}</ol>}
    </section>
  );
}

interface TokensProps {
  heading: string;
  tokens: readonly TokenNeighbor[];
  labels: readonly string[];
  by: 'logit' | 'cosine';
}

function Tokens({ heading, tokens, labels, by }: TokensProps) {
  return (
    <div>
      <h4>{heading}</h4>
      <ol>
        {tokens.map((token) => (
          <li key={token.id} data-columns="2" data-id={token.id}>
            <span className={finding.name}>
              <Quoted label={labels[token.id] ?? ''} />
            </span>
            <span
              className={finding.number}
              title={`${text.cosine} ${figure(token.cosine)}${
                token.logit == null ? '' : `, ${text.logit} ${figure(token.logit)}`
              }`}
            >
              {figure(token[by] ?? undefined)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
