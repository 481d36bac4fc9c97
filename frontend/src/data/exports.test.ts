import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { csv, type Extract, fileStem, npz, rowsOf, shortest } from './exports';
import { parseNpy } from './npy';

const origin = {
  model: 'demo',
  revision: 'r'.repeat(64),
  pointSet: 'tokens',
  basis: 'positions',
  v: `${'b'.repeat(64)}.${'t'.repeat(64)}`,
};
const extract: Extract = {
  ids: [3, 7, 9],
  labels: [' the', 'say "hi",\n', '=1+1'],
  classes: ['word_start', 'mixed', 'mixed'],
  norms: Float32Array.of(1, 2.5, 1e-8),
  shareSeen: undefined,
  components: ['PC1', 'PC2'],
  scores: [Float32Array.of(0.1, -2, 3), Float32Array.of(4, 5, 6)],
};

/** RFC 4180 read letter by letter, independently of how it is written. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quoted) {
      if (letter !== '"') value += letter;
      else if (text[at + 1] === '"') {
        value += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') {
      row.push(value);
      value = '';
    } else if (letter === '\r' && text[at + 1] === '\n') {
      rows.push([...row, value]);
      [row, value] = [[], ''];
      at += 1;
    } else value += letter;
  }
  return rows;
}

describe('CSV', () => {
  const rows = readCsv(csv(extract, origin));

  it('has a header and a line for each point', () => {
    expect(rows[0]).toEqual([
      ...['id', 'label', 'class', 'norm', 'PC1', 'PC2'],
      ...['model', 'revision', 'point_set', 'basis', 'checksums'],
    ]);
    expect(rows).toHaveLength(4);
  });

  it('keeps labels to the letter: spaces, quotes, line ends, what looks like a formula', () => {
    expect(rows.slice(1).map((row) => row[1])).toEqual(extract.labels);
    expect(csv(extract, origin)).toContain('" the"');
  });

  it('says in each line where it is from', () => {
    for (const row of rows.slice(1)) {
      expect(row.slice(6)).toEqual([
        ...['demo', 'rrrrrrrrrrrr', 'tokens', 'positions'],
        'bbbbbbbbbbbb.tttttttttttt',
      ]);
    }
  });

  it('writes numbers that read back as the same float32, without false digits', () => {
    expect(rows[1]?.[4]).toBe('0.1');
    for (const value of Float32Array.of(0.1, 1 / 3, 1e-38, 123456.78, 16777217, -7e20)) {
      expect(Math.fround(Number(shortest(value)))).toBe(value);
    }
  });
});

describe('NPZ', () => {
  const members = unzipSync(npz(extract, { model: 'demo' }));
  const header = (name: string) => strFromU8(members[`${name}.npy`] as Uint8Array, true);

  it('holds a member for each thing there is', () => {
    expect(Object.keys(members).sort()).toEqual(
      ['classes', 'components', 'ids', 'labels', 'norms', 'provenance', 'scores'].map(
        (name) => `${name}.npy`,
      ),
    );
  });

  it('writes scores as the server does', () => {
    const bytes = Uint8Array.from(members['scores.npy'] as Uint8Array);
    const matrix = parseNpy(bytes.buffer);
    expect([matrix.rows, matrix.columns]).toEqual([3, 2]);
    expect([...matrix.values]).toEqual([...Float32Array.of(0.1, -2, 3, 4, 5, 6)]);
  });

  it('has headers that start the data at a multiple of 64', () => {
    expect(header('ids')).toContain("'descr': '<i4', 'fortran_order': False, 'shape': (3,)");
    expect(header('labels')).toContain("'descr': '<U10'");
    expect(header('provenance')).toContain("'shape': ()");
    for (const bytes of Object.values(members)) {
      const start = 10 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
      expect(start % 64).toBe(0);
      expect(bytes[start - 1]).toBe(10);
    }
  });

  it('names the labels that numpy will shorten', () => {
    const odd = unzipSync(npz({ ...extract, labels: ['a\0', 'b', '\0'] }, {}));
    const text = strFromU8(odd['provenance.npy'] as Uint8Array, true).replaceAll('\0', '');
    expect(text).toContain('{"labels_end_in_nul":[3,9]}');
  });

  it('gives the same bytes for the same points', () => {
    expect(npz(extract, { a: 1 })).toEqual(npz(extract, { a: 1 }));
  });
});

it('takes rows by id', () => {
  expect([...rowsOf(Float32Array.of(5, 6, 7), [2, 0])]).toEqual([7, 5]);
});

it('names files by what is in them', () => {
  expect(fileStem({ ...origin, model: 'a/b c' })).toBe('a_b_c-tokens-in-positions-bbbbbbbb');
});
