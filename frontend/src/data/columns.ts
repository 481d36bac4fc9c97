/** One component a column, one point a row. */
export interface Columns {
  x: Float32Array;
  y: Float32Array;
  z: Float32Array;
}

export interface PointColumns {
  positions: Columns | undefined;
  tokens: Columns | undefined;
}
