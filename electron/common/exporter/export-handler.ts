import { AppError } from '../ipc/app-error'
import { parseJson, printJson, printScalar, type JsonEntry, type JsonValue } from '../json/json-value'

export const EXPORT_FORMS = ['json', 'curl', 'javascript', 'php'] as const
export type ExportForm = (typeof EXPORT_FORMS)[number]

/** Stands where a portal's address and secret belong: nothing that is exported holds either. */
const PLACEHOLDER_ADDRESS = 'https://PORTAL/rest/USER_ID/WEBHOOK_CODE'

/**
 * Writes a handler as a file, a command or a call, to which importing is the way back. With an id it is the request that
 * updates that handler. Throws `invalid-input` where the text is no JSON, which only JSON can be exported as.
 */
export function exportHandler(text: string, form: ExportForm, { id }: { readonly id?: string } = {}): string {
  const parsed = parseJson(text)
  if (!parsed.ok) {
    if (form === 'json') return text
    throw new AppError('invalid-input', 'The draft is not JSON', { details: { line: parsed.problem.line } })
  }
  const request = id === undefined ? parsed.value : updateRequest(id, parsed.value)
  const method = `sale.paysystem.handler.${id === undefined ? 'add' : 'update'}`
  switch (form) {
    case 'json':
      return `${printJson(request)}\n`
    case 'curl':
      return curlCommand(method, printJson(request))
    case 'javascript':
      return `BX24.callMethod(\n  '${method}',\n  ${writeScript(request, '  ')},\n  result => console.log(result.error() || result.data()),\n)\n`
    case 'php':
      return `$result = CRest::call(\n    '${method}',\n    ${writePhp(request, '    ')}\n);\n`
  }
}

function updateRequest(id: string, fields: JsonValue): JsonValue {
  const entries: JsonEntry[] = [['ID', { kind: 'string', value: id }]]
  return { kind: 'object', entries: [...entries, ['FIELDS', fields]] }
}

/** A call as a command that anybody can run who puts the address of a portal in. `json` is the body as it is sent. */
export function curlCommand(method: string, json: string): string {
  // A quote inside single quotes ends them, stands for itself and begins them again.
  const body = json.replaceAll("'", String.raw`'\''`)
  return [
    'curl -X POST',
    "-H 'Content-Type: application/json'",
    "-H 'Accept: application/json'",
    `-d '${body}'`,
    `'${PLACEHOLDER_ADDRESS}/${method}'\n`,
  ].join(' \\\n  ')
}

function writeScript(value: JsonValue, margin: string): string {
  switch (value.kind) {
    case 'array':
      return block(
        '[',
        value.items.map(item => writeScript(item, `${margin}  `)),
        ']',
        margin,
        '  ',
      )
    case 'object': {
      const entries = value.entries.map(([key, item]) => scriptKey(key) + writeScript(item, `${margin}  `))
      return block('{', entries, '}', margin, '  ')
    }
    case 'string':
      return scriptString(value.value)
    default:
      return printScalar(value)
  }
}

/** `__proto__` would set what the object inherits from. */
function scriptKey(key: string): string {
  return key === '__proto__' ? '["__proto__"]: ' : `${scriptString(key)}: `
}

/** Safe inside a page's script too, and on one line everywhere. */
function scriptString(text: string): string {
  return JSON.stringify(text)
    .replaceAll('</', String.raw`<\/`)
    .replaceAll('<!--', String.raw`\u003c!--`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)
}

function writePhp(value: JsonValue, margin: string): string {
  const inner = `${margin}    `
  switch (value.kind) {
    case 'array':
      return block(
        '[',
        value.items.map(item => writePhp(item, inner)),
        ']',
        margin,
        '    ',
      )
    case 'object': {
      const entries = value.entries.map(([key, item]) => `${phpString(key)} => ${writePhp(item, inner)}`)
      const isList = value.entries.every(([key], index) => key === String(index))
      // An array with the keys of a list, or with none, would be sent as a list.
      return (isList ? '(object) ' : '') + block('[', entries, ']', margin, '    ')
    }
    case 'string':
      return phpString(value.value)
    default:
      return printScalar(value)
  }
}

/** Single quotes know no escapes for control characters and for halves of a character, so such texts have double ones. */
function phpString(text: string): string {
  if (!/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)) return `'${text.replace(/[\\']/g, String.raw`\$&`)}'`
  const escaped = text
    .replace(/[\\"$]/g, String.raw`\$&`)
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, char => String.raw`\u{${char.charCodeAt(0).toString(16)}}`)
  return `"${escaped}"`
}

function block(open: string, lines: readonly string[], close: string, margin: string, unit: string): string {
  if (lines.length === 0) return open + close
  return `${open}\n${lines.map(line => `${margin}${unit}${line},`).join('\n')}\n${margin}${close}`
}
