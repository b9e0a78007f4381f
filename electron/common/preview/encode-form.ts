export interface NamedValue {
  readonly name: string
  readonly value: string
}

/** The fields as `application/x-www-form-urlencoded`, in their order. What is no Unicode becomes U+FFFD. */
export function encodeForm(fields: readonly NamedValue[]): string {
  return fields.map(({ name, value }) => `${encoded(name)}=${encoded(value)}`).join('&')
}

function encoded(text: string): string {
  const whole = text.replace(/\p{Surrogate}/gu, '\uFFFD')
  return encodeURIComponent(whole)
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
