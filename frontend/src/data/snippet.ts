/** A view's scores as a Python script that loads exactly these from the API. */
import type { Axis } from '../api/types';

export interface SnippetInput {
  /** Scheme, host and port. */
  server: string;
  model: string;
  basis: string;
  pointSet: string;
  /** Checksums of the basis and of the point set. */
  v: string;
  labelsV: string;
  axes: readonly Axis[];
  /** Ids as runs, "3-7,12"; all points where there is no selection. */
  ids: string | undefined;
}

/** A Python string literal in plain ASCII: nothing in a name can end it, or hide in it. */
export function pythonString(text: string): string {
  const letters = Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === '"' || letter === '\\') return `\\${letter}`;
    if (code >= 0x20 && code < 0x7f) return letter;
    if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`;
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `"${letters.join('')}"`;
}

const part = encodeURIComponent;

const WIDTH = 96;

/** A long literal over several lines, cut where a run of ids ends. */
function wrapped(ids: string): string {
  const lines: string[] = [];
  let rest = ids;
  while (rest.length > WIDTH) {
    const cut = rest.lastIndexOf(',', WIDTH) + 1;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  lines.push(rest);
  if (lines.length === 1) return pythonString(ids);
  return `(\n${lines.map((line) => `    ${pythonString(line)}`).join('\n')}\n)`;
}

export function snippet(input: SnippetInput): string {
  const { server, model, basis, pointSet, axes, ids } = input;
  const inBasis = `${server}/api/v1/models/${part(model)}/bases/${part(basis)}`;
  const labels = `${server}/api/v1/models/${part(model)}/labels/${part(pointSet)}`;
  const columns = axes.map((axis) =>
    typeof axis === 'number'
      ? `    column(${pythonString(`scores/${pointSet}`)}, {"from": ${axis}, "to": ${axis}}),`
      : `    column(${pythonString(`directions/${axis}/scores/${pointSet}`)}),`,
  );
  const selection =
    ids === undefined
      ? ['ids = numpy.arange(len(scores))  # all of them']
      : [
          `selected = ${wrapped(ids)}`,
          'runs = [[int(end) for end in run.split("-")] for run in selected.split(",")]',
          'ids = numpy.concatenate([numpy.arange(run[0], run[-1] + 1) for run in runs])',
        ];
  return `${[
    'import io',
    '',
    'import numpy',
    'import requests',
    '',
    `basis = ${pythonString(inBasis)}`,
    '# Checksums of the basis and of the points: the server refuses rather than answer with other numbers.',
    `v = ${pythonString(input.v)}`,
    '',
    '',
    'def column(path, components={}):',
    '    answer = requests.get(f"{basis}/{path}", params={**components, "v": v}, timeout=60)',
    '    answer.raise_for_status()',
    '    return numpy.load(io.BytesIO(answer.content))[:, 0]',
    '',
    '',
    'scores = numpy.column_stack([',
    ...columns,
    '])',
    `answer = requests.get(${pythonString(labels)}, params={"v": ${pythonString(input.labelsV)}}, timeout=60)`,
    'answer.raise_for_status()',
    ...selection,
    'scores = scores[ids]',
    'names = answer.json()',
    'labels = [names[i] for i in ids]',
    'for i, label, row in list(zip(ids, labels, scores))[:5]:',
    '    print(i, repr(label), row)',
  ].join('\n')}\n`;
}
