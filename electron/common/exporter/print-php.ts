import type { JsonValue } from '../json/json-value'

const INDENT = '    '

/** A value as a literal of PHP with short arrays, as PHP's own `json_encode` would give it back. */
export function printPhp(value: JsonValue, margin = ''): string {
  const inner = margin + INDENT
  switch (value.kind) {
    case 'null':
      return 'null'
    case 'boolean':
      return String(value.value)
    case 'number':
      return value.lexeme
    case 'string':
      return quoted(value.value)
    case 'array':
      return block(value.items.map(item => printPhp(item, inner)))
    case 'object':
      // An empty array of PHP is an empty list of JSON.
      if (value.entries.length === 0) return '(object) []'
      return block(value.entries.map(([key, item]) => `${quoted(key)} => ${printPhp(item, inner)}`))
  }

  function block(lines: readonly string[]): string {
    if (lines.length === 0) return '[]'
    return `[\n${lines.map(line => `${inner}${line},\n`).join('')}${margin}]`
  }
}

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** Single quotes where they can hold the text; double ones for control characters, and for what would end the code. */
function quoted(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (!/[\u0000-\u001f\u007f\u2028\u2029]|\?>/.test(text)) return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`
  // eslint-disable-next-line no-control-regex -- as above
  const escaped = text.replaceAll(/[\\"$]|[\u0000-\u001f\u007f\u2028\u2029]|(?<=\?)>/g, found => {
    if ('\\"$'.includes(found)) return `\\${found}`
    return NAMED[found] ?? `\\u{${found.codePointAt(0)?.toString(16) ?? ''}}`
  })
  return `"${escaped}"`
}
