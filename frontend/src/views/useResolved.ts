/** From what is wanted to what can be shown: asks the server, falls back, and says so. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { BasisOut, ModelOut, Theme, ViewState } from '../api/types';
import { basesQuery, modelsQuery } from '../data/queries';
import { asSeen } from '../state/positions';
import { chooseBasis, chooseModel, resolve } from '../state/resolve';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { useLink } from './useLink';

export interface Ready {
  kind: 'ready';
  models: ModelOut[];
  /** With all its point sets. */
  whole: ModelOut;
  /** As it is seen: of its sets of positions, the one that is drawn. */
  model: ModelOut;
  bases: BasisOut[];
  basis: BasisOut;
  view: ViewState;
}

export type Outcome =
  | Ready
  | { kind: 'loading'; text: string }
  | { kind: 'error'; error: unknown; retry: (() => void) | undefined }
  | { kind: 'empty'; again: () => void }
  | { kind: 'no-bases'; model: string; again: () => void }
  | { kind: 'no-page'; path: string }
  | { kind: 'missing'; detail: string; nearest: { model: string; basis: string } };

export function useResolved(systemTheme: Theme): { outcome: Outcome; last: Ready | undefined } {
  const { source, wanted, pinned, nearest, settle } = useStore();
  const pending = useLink();

  const models = useQuery(modelsQuery());
  const model = models.data && chooseModel(wanted, models.data);
  const bases = useQuery({ ...basesQuery(model?.item.name ?? ''), enabled: model !== undefined });
  const basis = bases.data && chooseBasis(wanted, bases.data);
  const resolved = model && basis && resolve(wanted, model, basis, systemTheme);

  const whole = model?.item;
  const positions = resolved?.view.positions;
  const seen = useMemo(
    () => whole && positions !== undefined && asSeen(whole, positions),
    [whole, positions],
  );

  // A pinned view is never replaced in silence, nor by a notice alone: see 'missing'.
  const misses = pinned !== undefined && (model?.refusal ?? basis?.refusal) !== undefined;
  useEffect(() => {
    if (!resolved || resolved.refusals.length === 0 || misses) return;
    // All that was refused is taken as it is now: what stayed would be refused again, without end.
    const { model: name, basis: basisName, positions, axes, sums } = resolved.view;
    const { color, focus, selection, k } = resolved.view;
    const fitting = { positions, axes, sums, color, focus, selection, k };
    const settled = { ...wanted, model: name, basis: basisName, ...fitting };
    settle(settled, resolved.refusals);
  });

  const outcome = ((): Outcome => {
    if (source.kind === 'unknown') return { kind: 'no-page', path: source.path };
    if (pending?.kind === 'loading') return { ...pending, text: STRINGS.loading.link };
    if (pending) return pending;
    if (models.error) {
      return { kind: 'error', error: models.error, retry: () => void models.refetch() };
    }
    if (!models.data) return { kind: 'loading', text: STRINGS.loading.models };
    if (!model) return { kind: 'empty', again: () => void models.refetch() };
    if (bases.error) {
      return { kind: 'error', error: bases.error, retry: () => void bases.refetch() };
    }
    if (!bases.data) return { kind: 'loading', text: STRINGS.loading.models };
    if (!basis || !resolved || !seen) {
      return { kind: 'no-bases', model: model.item.name, again: () => void bases.refetch() };
    }
    if (misses) {
      const detail = model.refusal
        ? STRINGS.errors.missingModel(model.refusal.value)
        : STRINGS.errors.missingBasis(model.item.name, basis.refusal?.value ?? '');
      return {
        kind: 'missing',
        detail,
        // The server knows better: it holds the link's own recipe against what it has.
        nearest: nearest ?? { model: model.item.name, basis: basis.item.name },
      };
    }
    return {
      kind: 'ready',
      models: models.data,
      whole: model.item,
      model: seen,
      bases: bases.data,
      basis: basis.item,
      view: resolved.view,
    };
  })();

  // While another model's bases are fetched the scene stays, rather than blink.
  const last = useRef<Ready | undefined>(undefined);
  useEffect(() => {
    if (outcome.kind === 'ready') last.current = outcome;
  });
  return { outcome, last: last.current };
}
