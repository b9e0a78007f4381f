import { parseJson, printJson, type JsonValue } from '../json/json-value'
import { printPhp } from './print-php'

export type ExportedForm = 'json' | 'curl' | 'javascript' | 'php'

export interface ExportOptions {
  /** The handler's id on its portal; with one the export is an update, without one it adds a handler. */
  readonly id?: string | null
}

/** Stands where whoever uses the export puts their own webhook address in. */
export const PLACEHOLDER_ADDRESS = 'https://your-portal.example/rest/1/your_webhook/'

/**
 * A handler's text as a request in another form, ready to be run once the placeholder is replaced. JSON is the text as it
 * is. Throws for a text that is not JSON.
 */
export function exportHandler(text: string, form: ExportedForm, { id = null }: ExportOptions = {}): string {
  if (form === 'json') return text
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error('Only JSON can be exported in another form')
  const method = `sale.paysystem.handler.${id === null ? 'add' : 'update'}`
  const request = requestOf(parsed.value, id)
  switch (form) {
    case 'curl':
      return curl(method, printJson(request))
    case 'javascript':
      return `await $b24.callMethod('${method}', ${printJavaScript(request)})\n`
    case 'php':
      return `<?php\n$result = CRest::call('${method}', ${printPhp(request)});\n`
  }
}

function requestOf(handler: JsonValue, id: string | null): JsonValue {
  if (id === null) return handler
  return {
    kind: 'object',
    entries: [
      ['ID', { kind: 'string', value: id }],
      ['FIELDS', handler],
    ],
  }
}

function curl(method: string, body: string): string {
  const quoted = body.replaceAll("'", String.raw`'\''`)
  return [
    'curl -X POST \\',
    "  -H 'Content-Type: application/json' \\",
    `  -d '${quoted}' \\`,
    `  '${PLACEHOLDER_ADDRESS}${method}'`,
    '',
  ].join('\n')
}

/** JSON is JavaScript but for two line breaks that older engines take for the end of a line, and for one key. */
function printJavaScript(value: JsonValue): string {
  return printJson(value)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`)
}
