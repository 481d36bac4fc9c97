/** Writes .npy files that `numpy.load` opens: numbers and strings, version 1.0 of the format. */

const HEADER_ALIGN = 64;
/** Magic, version and the header's length. */
const PREAMBLE = 10;

function file(descr: string, columnMajor: boolean, shape: readonly number[], body: Uint8Array) {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const order = columnMajor ? 'True' : 'False';
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${sides}), }`;
  const length = PREAMBLE + header.length + 1;
  const padded = Math.ceil(length / HEADER_ALIGN) * HEADER_ALIGN;
  const text = `\x93NUMPY\x01\x00\x00\x00${header.padEnd(padded - PREAMBLE - 1)}\n`;
  const bytes = new Uint8Array(padded + body.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  new DataView(bytes.buffer).setUint16(8, padded - PREAMBLE, true);
  bytes.set(body, padded);
  return bytes;
}

/** Four bytes each, little-endian whatever the machine. */
function fours(n: number, write: (view: DataView, at: number, index: number) => void): Uint8Array {
  const bytes = new Uint8Array(4 * n);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < n; index += 1) write(view, 4 * index, index);
  return bytes;
}

/** int32, shape (n,). */
export const npyOfInts = (values: readonly number[]): Uint8Array =>
  file(
    '<i4',
    false,
    [values.length],
    fours(values.length, (view, at, index) => view.setInt32(at, values[index] ?? 0, true)),
  );

/** float32, shape (n,). */
export const npyOfFloats = (values: Float32Array): Uint8Array =>
  file(
    '<f4',
    false,
    [values.length],
    fours(values.length, (view, at, index) => view.setFloat32(at, values[index] ?? 0, true)),
  );

/** float32, shape (n, columns), a column after the other, as scores travel. */
export function npyOfColumns(n: number, columns: readonly Float32Array[]): Uint8Array {
  const body = fours(n * columns.length, (view, at, index) =>
    view.setFloat32(at, columns[Math.floor(index / n)]?.[index % n] ?? 0, true),
  );
  return file('<f4', true, [n, columns.length], body);
}

/**
 * Unicode strings (numpy's `<U`, four bytes a character), shape (n,), or () for a single one.
 * numpy fills up with NUL and cuts off NULs at the end, a string's own too.
 */
export function npyOfStrings(values: readonly string[] | string): Uint8Array {
  const single = typeof values === 'string';
  const texts = (single ? [values] : values).map((text) =>
    Array.from(text, (character) => character.codePointAt(0) ?? 0),
  );
  const width = texts.reduce((most, { length }) => Math.max(most, length), 1);
  const body = fours(texts.length * width, (view, at, index) =>
    view.setUint32(at, texts[Math.floor(index / width)]?.[index % width] ?? 0, true),
  );
  return file(`<U${width}`, false, single ? [] : [texts.length], body);
}
