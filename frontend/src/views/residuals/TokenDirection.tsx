import { NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { makeDirection } from '../../api/client';
import { useResiduals } from '../../state/residuals/store';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { errorText } from '../states';
import { TokenPicker } from '../TokenPicker';
import styles from './DirectionsPanel.module.css';
import { tablesOf } from './tables';
import type { ReadyResiduals } from './useReady';

const { make: text } = STRINGS.directions;

/** A row of a table, or the difference of two. */
export function TokenDirection({ ready }: { ready: ReadyResiduals }) {
  const { model } = ready;
  const want = useResiduals((state) => state.want);
  const announce = useStore((state) => state.announce);
  const options = tablesOf(model);
  const [table, setTable] = useState(options[0]?.value ?? 'tokens');
  const [plus, setPlus] = useState<number>();
  const [minus, setMinus] = useState<number>();
  const row = (id: number) => ({ point_set: table, ids: [id] });
  const making = useMutation({
    mutationFn: (towards: number) =>
      makeDirection(model.name, {
        plus: row(towards),
        minus: minus === undefined ? null : row(minus),
      }),
    onSuccess: ({ name }) => {
      want({ direction: name });
      announce(STRINGS.find.said.direction(name));
    },
  });
  return (
    <section className={styles.block} data-testid="token-direction">
      <h3>{text.tokens}</h3>
      <p className={finding.note}>{text.tokensWhat}</p>
      <NativeSelect
        aria-label={STRINGS.interventions.table}
        data-testid="token-table"
        value={table}
        data={options}
        onChange={(event) => setTable(event.currentTarget.value)}
      />
      <div className={finding.two}>
        <TokenPicker
          model={model}
          label={text.plus}
          testId="direction-plus"
          value={plus}
          onChange={setPlus}
        />
        <TokenPicker
          model={model}
          label={text.minus}
          placeholder={STRINGS.interventions.optional}
          testId="direction-minus"
          value={minus}
          onChange={setMinus}
        />
      </div>
      {making.error && (
        <p className={finding.problem} role="alert">
          {errorText(making.error).detail}
        </p>
      )}
      <div className={finding.buttons}>
        <button
          type="button"
          className={finding.button}
          data-testid="token-show"
          disabled={plus === undefined || making.isPending}
          onClick={() => plus !== undefined && making.mutate(plus)}
        >
          {making.isPending ? text.showing : text.show}
        </button>
      </div>
    </section>
  );
}
