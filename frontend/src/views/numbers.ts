/** Numbers in tables: three figures are what the eye can use, with a true minus sign. */
export function figure(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  const text =
    size !== 0 && size < 0.001 ? value.toExponential(1) : value.toFixed(size < 10 ? 3 : 1);
  return text.replaceAll('-', '−');
}
