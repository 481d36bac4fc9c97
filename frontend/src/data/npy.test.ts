import { describe, expect, it } from 'vitest';
import { NotNpy, parseNpy } from './npy';

interface Given {
  descr?: string;
  order?: string;
  shape?: string;
  values?: number[];
  major?: number;
  align?: number;
}

function npy(given: Given = {}): ArrayBuffer {
  const { descr = '<f4', order = 'True', shape = '(2, 3)', major = 1, align = 64 } = given;
  const values = given.values ?? [1, 2, 3, 4, 5, 6];
  const start = major >= 2 ? 12 : 10;
  let header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
  header += `${' '.repeat((align - ((start + header.length + 1) % align)) % align)}\n`;
  const buffer = new ArrayBuffer(start + header.length + 4 * values.length);
  const view = new DataView(buffer);
  [0x93, ...'NUMPY'].forEach((char, i) => {
    view.setUint8(i, typeof char === 'number' ? char : char.charCodeAt(0));
  });
  view.setUint8(6, major);
  if (major >= 2) view.setUint32(8, header.length, true);
  else view.setUint16(8, header.length, true);
  [...header].forEach((char, i) => {
    view.setUint8(start + i, char.charCodeAt(0));
  });
  values.forEach((value, i) => {
    view.setFloat32(start + header.length + 4 * i, value, true);
  });
  return buffer;
}

describe('parseNpy', () => {
  it('reads columns of float32', () => {
    const { rows, columns, values } = parseNpy(npy());
    expect([rows, columns]).toEqual([2, 3]);
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is a view, not a copy, where the header is aligned', () => {
    const buffer = npy();
    expect(parseNpy(buffer).values.buffer).toBe(buffer);
  });

  it('reads an unaligned header too, and that of version 2', () => {
    expect([...parseNpy(npy({ align: 1 })).values]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...parseNpy(npy({ major: 2 })).values]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('takes one column whichever way it is ordered', () => {
    const one = parseNpy(npy({ order: 'False', shape: '(3, 1)', values: [7, 8, 9] }));
    expect([...one.values]).toEqual([7, 8, 9]);
  });

  it('keeps what is not a number', () => {
    const { values } = parseNpy(npy({ shape: '(1, 2)', values: [Number.NaN, -0] }));
    expect(values[0]).toBeNaN();
    expect(Object.is(values[1], -0)).toBe(true);
  });

  it.each([
    ['another type', { descr: '<f8' }],
    ['big-endian numbers', { descr: '>f4' }],
    ['rows', { order: 'False' }],
    ['one axis', { shape: '(6,)' }],
    ['three axes', { shape: '(1, 2, 3)' }],
    ['too few numbers', { values: [1, 2] }],
  ])('refuses %s', (_, given) => {
    expect(() => parseNpy(npy(given))).toThrow(NotNpy);
  });

  it('refuses what is no .npy at all', () => {
    expect(() => parseNpy(new TextEncoder().encode('{"title": "No"}').buffer)).toThrow(NotNpy);
    expect(() => parseNpy(new ArrayBuffer(0))).toThrow(NotNpy);
    expect(() => parseNpy(npy().slice(0, 40))).toThrow(NotNpy);
  });
});
