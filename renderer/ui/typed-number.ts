/** A comma is a point, as it is where many people write numbers; what is no number is NaN. */
export function typedNumber(typed: string): number {
  const written = typed.trim().replace(',', '.')
  return written === '' ? Number.NaN : Number(written)
}
