import { useQuery } from '@tanstack/react-query';
import { promptSetsQuery } from '../../data/residuals/queries';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import { OwnPromptForm } from './OwnPromptForm';
import { PromptList } from './PromptList';
import type { ReadyResiduals } from './useReady';

const { prompts: text } = STRINGS;

/** Prompts that people typed. */
export function PromptsPanel({ ready }: { ready: ReadyResiduals }) {
  const { model, labels } = ready;
  const sets = useQuery(promptSetsQuery(model.name));
  const own = sets.data?.filter(({ kind }) => kind === 'own');
  return (
    <div className={finding.panel}>
      <OwnPromptForm key={model.name} model={model} labels={labels} />
      {sets.error && (
        <p className={finding.problem} role="alert">
          {errorText(sets.error).detail}
        </p>
      )}
      {own && (
        <>
          <PromptList
            ready={ready}
            sets={own.filter(({ mine }) => mine)}
            title={text.mine}
            none={text.none}
          />
          <PromptList
            ready={ready}
            sets={own.filter(({ mine }) => !mine)}
            title={text.others}
            none={text.noOthers}
          />
        </>
      )}
    </div>
  );
}
