/** From what is wanted of the residuals to what can be shown: asks the server, falls back, and says so. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ApiProblem } from '../../api/client';
import type {
  BasisOut,
  CaptureOut,
  CaptureWholeOut,
  ModelOut,
  ResidualsState,
  ShownOut,
  SiteOut,
  Theme,
} from '../../api/types';
import { basesQuery, labelsQuery, modelsQuery } from '../../data/queries';
import { captureQuery, capturesQuery, shownQuery } from '../../data/residuals/queries';
import { type AnyBasis, resolve } from '../../state/residuals/resolve';
import { useResiduals } from '../../state/residuals/store';
import { type Chosen, chooseModel } from '../../state/resolve';
import { useStore } from '../../state/store';
import { STRINGS } from '../../strings';

export interface ReadyResiduals {
  kind: 'ready';
  models: ModelOut[];
  model: ModelOut;
  captures: CaptureOut[];
  capture: CaptureWholeOut;
  site: SiteOut;
  /** Bases of the model, some of which may divide the site's space too. */
  ofModel: BasisOut[];
  basis: AnyBasis;
  view: ResidualsState;
  shown: ShownOut;
  /** The model's tokens by id. */
  labels: string[];
}

export type ResidualsOutcome =
  | ReadyResiduals
  | { kind: 'loading'; text: string }
  | { kind: 'error'; error: unknown; retry: (() => void) | undefined }
  | { kind: 'empty'; again: () => void }
  /** Nothing of the model's is captured, or what is asked for is being made. */
  | { kind: 'no-captures'; models: ModelOut[]; model: ModelOut }
  | { kind: 'making'; models: ModelOut[]; model: ModelOut; capture: CaptureOut }
  | { kind: 'missing'; detail: string };

/** The first that can be shown, of those that are not somebody's own. */
export const defaultCapture = (captures: readonly CaptureOut[]): CaptureOut | undefined => {
  const common = captures.filter(({ kind }) => kind !== 'own');
  return common.find(({ ready }) => ready) ?? common[0] ?? captures[0];
};

/** The capture that is wanted, or the usual one where none is, or where it is gone. */
function useCapture(model: string | undefined, wanted: string | undefined) {
  const list = useQuery({ ...capturesQuery(model ?? ''), enabled: model !== undefined });
  // One of someone's own, private to its link, is in nobody's list: it is asked for by its name.
  const asked = useQuery({
    ...captureQuery(model ?? '', wanted ?? ''),
    enabled: model !== undefined && wanted !== undefined,
  });
  const gone = asked.error instanceof ApiProblem && asked.error.status === 404;
  const usual = list.data && defaultCapture(list.data)?.name;
  const stands = wanted === undefined || gone;
  const fallback = useQuery({
    ...captureQuery(model ?? '', usual ?? ''),
    enabled: model !== undefined && stands && usual !== undefined,
  });
  const item = stands ? fallback.data : asked.data;
  const chosen: Chosen<CaptureWholeOut> | undefined =
    item &&
    (gone
      ? {
          item,
          refusal: {
            parameter: 'capture',
            value: wanted ?? '',
            reason: 'not-here',
            used: item.title,
          },
        }
      : { item });
  const failed = [list, stands ? fallback : asked].find(({ error }) => error);
  return { list: list.data, gone, chosen, failed };
}

export function useReady(systemTheme: Theme): {
  outcome: ResidualsOutcome;
  last: ReadyResiduals | undefined;
} {
  const pinned = useStore((state) => state.pinned);
  const theme = useStore((state) => state.wanted.theme) ?? systemTheme;
  // By parts: a mix in the making, or what hovers, is no reason to resolve the page anew.
  const wanted = useResiduals((state) => state.wanted);
  const settle = useResiduals((state) => state.settle);

  const models = useQuery(modelsQuery());
  const model = models.data && chooseModel(wanted, models.data);
  const name = model?.item.name;
  const bases = useQuery({ ...basesQuery(name ?? ''), enabled: name !== undefined });
  const { list, gone, chosen, failed } = useCapture(
    name,
    model?.refusal ? undefined : wanted.capture,
  );
  const made = chosen?.item.ready ? chosen : undefined;
  const resolved = model && made && bases.data && resolve(wanted, model, made, bases.data, theme);
  const shown = useQuery({
    ...shownQuery(model?.item ?? { name: '', revision: '' }, made?.item ?? { name: '' }),
    enabled: model !== undefined && made !== undefined,
  });
  const tokens = model?.item.point_sets.find((set) => set.name === 'tokens');
  const labels = useQuery({
    ...labelsQuery(model?.item ?? { name: '' }, tokens ?? NO_TOKENS),
    enabled: tokens !== undefined,
  });

  // A pinned view is never replaced in silence, nor by a notice alone: see 'missing'.
  const misses = pinned !== undefined && (model?.refusal !== undefined || gone);
  useEffect(() => {
    if (!resolved || resolved.refusals.length === 0 || misses) return;
    // All that was refused is taken as it is now: what stayed would be refused again, without end.
    const { version: _, page: __, theme: ___, ...settled } = resolved.view;
    settle(settled, resolved.refusals);
  });

  const outcome = ((): ResidualsOutcome => {
    const broken = [models, bases, failed, shown, labels].find((query) => query?.error);
    if (broken) {
      return { kind: 'error', error: broken.error, retry: () => void broken.refetch() };
    }
    if (!models.data) return { kind: 'loading', text: STRINGS.loading.models };
    if (!model) return { kind: 'empty', again: () => void models.refetch() };
    if (misses) {
      const detail = model.refusal
        ? STRINGS.errors.missingModel(model.refusal.value)
        : STRINGS.residuals.missingCapture(model.item.name, wanted.capture ?? '');
      return { kind: 'missing', detail };
    }
    const here = { models: models.data, model: model.item };
    if (list?.length === 0 && (wanted.capture === undefined || gone)) {
      return { kind: 'no-captures', ...here };
    }
    if (chosen && !chosen.item.ready) return { kind: 'making', ...here, capture: chosen.item };
    if (!list || !made || !bases.data || !shown.data || !labels.data) {
      return { kind: 'loading', text: STRINGS.residuals.loading };
    }
    if (!resolved) return { kind: 'no-captures', ...here };
    return {
      kind: 'ready',
      ...here,
      captures: list,
      capture: made.item,
      site: resolved.site,
      ofModel: bases.data,
      basis: resolved.basis,
      view: resolved.view,
      shown: shown.data,
      labels: labels.data,
    };
  })();

  // While other prompts are fetched the last ones stay, rather than blink.
  const last = useRef<ReadyResiduals | undefined>(undefined);
  useEffect(() => {
    if (outcome.kind === 'ready') last.current = outcome;
  });
  return { outcome, last: last.current };
}

// The query is off where there are no tokens; it still wants an address.
const NO_TOKENS = { name: 'tokens', n: 0, d: 0, left_out: 0, checksum: '' };
