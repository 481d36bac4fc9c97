/** Reads the one kind of .npy the server sends: float32, little-endian, column-major, two axes. */

export interface Matrix {
  rows: number;
  columns: number;
  /** Column after column. */
  values: Float32Array;
}

export class NotNpy extends Error {
  override readonly name = 'NotNpy';
}

const MAGIC = '\x93NUMPY';
const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes);

function field(header: string, pattern: RegExp, name: string): string {
  const found = pattern.exec(header)?.[1];
  if (found === undefined) throw new NotNpy(`The .npy header has no ${name}.`);
  return found;
}

function floats(buffer: ArrayBuffer, offset: number, length: number): Float32Array {
  // A view needs an aligned start; numpy pads its header to 64 bytes, other writers may not.
  const source = offset % 4 === 0 ? buffer : buffer.slice(offset);
  const start = offset % 4 === 0 ? offset : 0;
  if (littleEndian) return new Float32Array(source, start, length);
  const view = new DataView(source, start);
  return Float32Array.from({ length }, (_, index) => view.getFloat32(4 * index, true));
}

export function parseNpy(buffer: ArrayBuffer): Matrix {
  const bytes = new Uint8Array(buffer);
  if (bytes.length < 10 || ascii(bytes.subarray(0, 6)) !== MAGIC) {
    throw new NotNpy('The answer is not an .npy file.');
  }
  const view = new DataView(buffer);
  const wide = (bytes[6] ?? 0) >= 2;
  if (wide && bytes.length < 12) throw new NotNpy('The .npy file ends inside its header.');
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length) throw new NotNpy('The .npy file ends inside its header.');

  const header = ascii(bytes.subarray(start, end));
  const type = field(header, /'descr':\s*'([^']*)'/, 'descr');
  if (type !== '<f4') throw new NotNpy(`The scores are '${type}', expected '<f4'.`);
  const columnMajor = field(header, /'fortran_order':\s*(True|False)/, 'fortran_order') === 'True';
  const shape = field(header, /'shape':\s*\(([^)]*)\)/, 'shape')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(Number);
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows === undefined || columns === undefined) {
    throw new NotNpy(`The scores have ${shape.length} axes, expected 2.`);
  }
  // A single row or column reads the same either way, and numpy then writes False.
  if (!columnMajor && rows > 1 && columns > 1) throw new NotNpy('The scores are row-major.');
  if (bytes.length - end < 4 * rows * columns) {
    throw new NotNpy('The .npy file is shorter than its header says.');
  }
  return { rows, columns, values: floats(buffer, end, rows * columns) };
}
