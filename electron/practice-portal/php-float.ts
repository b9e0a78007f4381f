/** From this many digits before the point on, PHP changes to the exponent form. */
const PRECISION = 17
const SMALLEST_PLAIN_EXPONENT = -3

/** A float as PHP writes it: the shortest digits that read back as the same float, and an exponent like `1.0e+25`. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NAN'
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF'
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  return value === 0 ? `${sign}0` : sign + digitsOf(Math.abs(value))
}

function digitsOf(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
  const digits = mantissa.replace('.', '')
  const pointAt = Number(exponent) + 1
  if (pointAt < SMALLEST_PLAIN_EXPONENT || pointAt > PRECISION) return exponentForm(digits, pointAt - 1)
  if (pointAt <= 0) return `0.${'0'.repeat(-pointAt)}${digits}`
  const fraction = digits.slice(pointAt)
  return digits.slice(0, pointAt).padEnd(pointAt, '0') + (fraction && `.${fraction}`)
}

function exponentForm(digits: string, exponent: number): string {
  return `${digits.slice(0, 1)}.${digits.slice(1) || '0'}e${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}
