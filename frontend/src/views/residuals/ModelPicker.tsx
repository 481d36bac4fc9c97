import { NativeSelect } from '@mantine/core';
import type { ModelOut } from '../../api/types';
import { useResiduals } from '../../state/residuals/store';
import { inModel } from '../../state/residuals/view';
import { STRINGS } from '../../strings';

export function ModelPicker({ models, model }: { models: readonly ModelOut[]; model: ModelOut }) {
  const want = useResiduals((state) => state.want);
  const wanted = useResiduals((state) => state.wanted);
  return (
    <NativeSelect
      label={STRINGS.labels.model}
      data-testid="model-select"
      value={wanted.model ?? model.name}
      data={models.map(({ name }) => name)}
      onChange={(event) => want(inModel(event.currentTarget.value, wanted))}
    />
  );
}
