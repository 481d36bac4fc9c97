/** Points as files: CSV, and NPZ with where it all comes from. The same points give the same bytes. */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { npyOfColumns, npyOfFloats, npyOfInts, npyOfStrings } from './npyWriter';

/** Points as they leave the page, a row each. */
export interface Extract {
  ids: readonly number[];
  labels: readonly string[];
  classes: readonly string[] | undefined;
  norms: Float32Array | undefined;
  shareSeen: Float32Array | undefined;
  /** One component or direction a column. */
  components: readonly string[];
  scores: readonly Float32Array[];
}

/** What tells these numbers from others of the same names. */
export interface Origin {
  model: string;
  revision: string;
  pointSet: string;
  basis: string;
  /** Checksums of the basis and of the point set: `v` of the API. */
  v: string;
}

export const rowsOf = (column: Float32Array, ids: readonly number[]): Float32Array =>
  Float32Array.from(ids, (id) => column[id] ?? Number.NaN);

/** The fewest digits that read back as the same float32. */
export function shortest(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(Number(value.toPrecision(9)));
}

/** RFC 4180: in quotes where it must be, quotes doubled, and not a character changed. */
const field = (text: string): string =>
  /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;

const SHORT = 12;
const shortened = (v: string): string =>
  v
    .split('.')
    .map((checksum) => checksum.slice(0, SHORT))
    .join('.');

/**
 * One line a point, and in each where it is from, so that files can be put together. Labels are as they are: one
 * that begins with "=" is a formula to a spreadsheet unless it is told to read text, and would be another label with
 * anything put before it.
 */
export function csv(extract: Extract, origin: Origin): string {
  const { ids, labels, classes, norms, shareSeen, components, scores } = extract;
  const optional = (name: string, there: unknown) => (there === undefined ? [] : [name]);
  const from = [
    origin.model,
    origin.revision.slice(0, SHORT),
    origin.pointSet,
    origin.basis,
    shortened(origin.v),
  ].map(field);
  const header = [
    'id',
    'label',
    ...optional('class', classes),
    ...optional('norm', norms),
    ...components,
    ...optional('share_seen', shareSeen),
    'model',
    'revision',
    'point_set',
    'basis',
    'checksums',
  ];
  const numbers = (column: Float32Array | undefined, row: number) =>
    column === undefined ? [] : [shortest(column[row] ?? Number.NaN)];
  const lines = ids.map((id, row) => [
    String(id),
    field(labels[row] ?? ''),
    ...(classes === undefined ? [] : [field(classes[row] ?? '')]),
    ...numbers(norms, row),
    ...scores.flatMap((column) => numbers(column, row)),
    ...numbers(shareSeen, row),
    ...from,
  ]);
  return [header.map(field), ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}

/** The earliest date a zip can hold. */
const NO_DATE = '1980-01-01T00:00:00';

/**
 * What `numpy.load` opens: ids (int32), labels (str), scores (float32, one component a column), components (the
 * columns' names), provenance (a JSON string) and, where there are any, classes, norms and share_seen.
 */
export function npz(extract: Extract, provenance: object): Uint8Array {
  const { ids, labels, classes, norms, shareSeen, components, scores } = extract;
  // numpy drops NULs at the end of a string.
  const clipped = ids.filter((_, row) => labels[row]?.endsWith('\0'));
  const told = clipped.length > 0 ? { ...provenance, labels_end_in_nul: clipped } : provenance;
  const members: Record<string, Uint8Array> = {
    ids: npyOfInts(ids),
    labels: npyOfStrings(labels),
    scores: npyOfColumns(ids.length, scores),
    components: npyOfStrings(components),
    provenance: npyOfStrings(JSON.stringify(told)),
  };
  if (classes) members.classes = npyOfStrings(classes);
  if (norms) members.norms = npyOfFloats(norms);
  if (shareSeen) members.share_seen = npyOfFloats(shareSeen);
  const files: Zippable = {};
  for (const [name, bytes] of Object.entries(members)) files[`${name}.npy`] = bytes;
  return zipSync(files, { level: 6, mtime: NO_DATE });
}

export const utf8 = (text: string): Uint8Array => strToU8(text);

/** "demo-tokens-in-positions-3f9a1c2e": what it is and of which numbers, in letters any system takes. */
export const fileStem = ({ model, pointSet, basis, v }: Origin): string =>
  `${model}-${pointSet}-in-${basis}-${v.slice(0, 8)}`.replace(/[^\w.-]+/g, '_');
