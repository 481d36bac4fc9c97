/** The points to take away with their scores and their provenance, put together when asked for. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { blocksOf, column } from '../data/blocks';
import { type Extract, type Origin, rowsOf } from '../data/exports';
import { blockQuery, pin } from '../data/queries';
import { type Details, provenance } from '../figures/provenance';
import { componentText } from '../figures/shares';
import { idsText } from '../state/ids';
import { AXIS_NAMES, axisName, isDirection } from '../state/view';
import { useDetails } from './useDetails';
import type { Points } from './usePoints';
import type { Ready } from './useResolved';

/** The axes on show, or the first so many components. */
export type Width = 'axes' | number;

export function originOf({ model, basis }: Ready, { source }: Points): Origin {
  return {
    model: model.name,
    revision: model.revision,
    pointSet: source.name,
    basis: basis.name,
    v: pin(basis, source),
  };
}

/** The line under the scene as one text. */
export function provenanceText({ model, basis, view }: Ready, details: Details): string {
  const { before, points, after } = provenance(model, basis, view.axes, view.show, details);
  return [...before, points.map(({ text }) => text).join(', '), ...after].join(' · ');
}

/** "x: PC1 · 85.1 %" */
export const axisTexts = ({ basis, view }: Ready): { axis: string; title: string }[] =>
  AXIS_NAMES.map((name) => {
    const axis = view.axes[name];
    const title = isDirection(axis) ? axisName(axis) : componentText(axis, basis.variance_shares);
    return { axis: name, title };
  });

export interface Taken {
  extract: Extract;
  origin: Origin;
  provenance: object;
}

export function useExtract(ready: Ready, points: Points, ids: readonly number[] | undefined) {
  const client = useQueryClient();
  const details = useDetails(ready);
  return useCallback(
    async (width: Width): Promise<Taken> => {
      const { model, basis, view } = ready;
      const { source, labels, classOf, norms, columns, shareSeen } = points;
      const rows = ids ?? Array.from({ length: source.n }, (_, id) => id);
      const axes = [...new Set(AXIS_NAMES.map((name) => view.axes[name]))];
      let scores: Float32Array[];
      let components: string[];
      if (width === 'axes') {
        components = axes.map(axisName);
        scores = axes.map((axis) => {
          const name = AXIS_NAMES.find((each) => view.axes[each] === axis);
          return (name && columns?.[name]) ?? new Float32Array();
        });
      } else {
        const wanted = Array.from({ length: width }, (_, index) => index + 1);
        const blocks = blocksOf(wanted, basis.n_components);
        const matrices = await Promise.all(
          blocks.map((block) => client.fetchQuery(blockQuery(model, basis, source, block))),
        );
        const all = matrices.flatMap((matrix) =>
          Array.from({ length: matrix.columns }, (_, index) => column(matrix, index)),
        );
        scores = all.slice(0, width);
        components = wanted.map((component) => `PC${component}`);
      }
      const picked = (values: Float32Array | undefined) => values && rowsOf(values, rows);
      const origin = originOf(ready, points);
      return {
        origin,
        extract: {
          ids: rows,
          labels: rows.map((id) => labels?.[id] ?? ''),
          classes: classOf && rows.map((id) => classOf(id) ?? ''),
          norms: picked(norms),
          shareSeen: picked(shareSeen),
          components,
          scores: scores.map((values) => rowsOf(values, rows)),
        },
        provenance: {
          made_with: 'Residview',
          server: window.location.origin,
          model: { name: model.name, revision: model.revision, architecture: model.architecture },
          basis: basisFacts(ready),
          point_set: { name: source.name, n: source.n, checksum: source.checksum },
          v: origin.v,
          components,
          axes: view.axes,
          selection: ids === undefined ? 'all' : idsText(ids),
          text: provenanceText(ready, details),
        },
      };
    },
    [client, ready, points, ids, details],
  );
}

function basisFacts({ basis }: Ready) {
  const { name, key, checksum, method, fitted_on, first_row, n_rows, centered, scaled } = basis;
  return {
    ...{ name, key, checksum, method, fitted_on, first_row, n_rows, centered, scaled },
    code_version: basis.code_version,
  };
}
