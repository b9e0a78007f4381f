import type { JsonNode } from '../../json/json-node'
import { printScalar } from '../../json/json-value'
import { isEmpty } from '../item'
import type { RuleContext } from '../rule-context'

/** The room of the portal's column, in bytes. */
const MAX_SETTINGS_BYTES = 65_535

/** What the portal refuses a handler for, in SETTINGS as a whole (reference 4.1). */
export function checkStructure(context: RuleContext): void {
  const { view, findings, options } = context
  const given = view.handler.find('SETTINGS')
  if (given === undefined && options.isUpdate === true) return
  if (view.handler.get('SETTINGS') === undefined) {
    if (given === undefined) findings.add('settings-missing', view.root, { missing: 'SETTINGS' })
    else findings.add('settings-missing', given)
    return
  }
  checkCodes(context)
  checkModes(context)
  checkSize(context)
}

function checkCodes({ view: { settings }, findings }: RuleContext): void {
  if (settings === undefined || settings.get('CODES') !== undefined) return
  const nothing = settings.find('CODES')
  if (nothing === undefined) findings.add('codes-missing', settings.item, { missing: 'CODES' })
  else findings.add('codes-missing', nothing)
}

function checkModes({ view: { settings, modes }, findings, mends }: RuleContext): void {
  if (settings === undefined) return
  const filled = modes.filter(({ isFilled }) => isFilled)
  const [winner, ...others] = filled
  if (winner === undefined) findings.add('mode-missing', settings.item, { mark: 'key' })
  for (const { key, item } of others) {
    findings.add('modes-several', item, { mark: 'key', values: { name: key, winner: winner?.key ?? '' } })
  }
  for (const { key, item, isFilled, object } of modes) {
    if (!isFilled) {
      // With no other mode, the missing one is the problem.
      if (winner !== undefined) {
        findings.add('mode-empty', item, { mark: 'key', values: { name: key }, fix: mends.remove(item) })
      }
    } else if (object !== undefined && isEmpty(object.get('ACTION_URI'))) {
      const nothing = object.find('ACTION_URI')
      const values = { name: key }
      if (nothing === undefined) findings.add('address-missing', item, { missing: 'ACTION_URI', values })
      else findings.add('address-missing', nothing, { values })
    }
  }
}

function checkSize({ view, findings }: RuleContext): void {
  const settings = view.handler.get('SETTINGS')
  if (settings === undefined) return
  const bytes = minifiedBytes(settings.node)
  const values = { limit: MAX_SETTINGS_BYTES }
  if (bytes > MAX_SETTINGS_BYTES) {
    findings.add('settings-too-large', settings, { mark: 'key', values: { ...values, bytes } })
    return
  }
  const stored = storedBytes(settings.node)
  if (stored > MAX_SETTINGS_BYTES) {
    findings.add('settings-near-limit', settings, { mark: 'key', values: { ...values, bytes: stored } })
  }
}

/** Bytes of UTF-8 of a value without any white space. */
function minifiedBytes(node: JsonNode): number {
  if (node.kind === 'scalar') return utf8Length(printScalar(node.value))
  const commas = Math.max(0, node.parts.length - 1)
  return node.parts.reduce((sum, part) => {
    const key = part.key === undefined ? 0 : utf8Length(JSON.stringify(part.key)) + 1
    return sum + key + minifiedBytes(part.node)
  }, 2 + commas)
}

/** Bytes of a value as PHP's `serialize` writes it, which is how portals keep SETTINGS. */
function storedBytes(node: JsonNode): number {
  if (node.kind !== 'scalar') {
    return node.parts.reduce((sum, part, index) => {
      return sum + (part.key === undefined ? `i:${index};`.length : storedText(part.key)) + storedBytes(part.node)
    }, `a:${node.parts.length}:{}`.length)
  }
  const { value } = node
  switch (value.kind) {
    case 'null':
      return 'N;'.length
    case 'boolean':
      return 'b:1;'.length
    case 'number':
      return value.lexeme.length + 'i:;'.length
    case 'string':
      return storedText(value.value)
  }
}

function storedText(text: string): number {
  const bytes = utf8Length(text)
  return bytes + `s:${bytes}:"";`.length
}

/** Lone surrogates count as the replacement character they become. */
function utf8Length(text: string): number {
  let bytes = text.length
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x80) continue
    const isPair = code >= 0xd800 && code < 0xdc00 && isLowSurrogate(text.charCodeAt(index + 1))
    if (isPair) {
      bytes += 2
      index++
    } else bytes += code < 0x800 ? 1 : 2
  }
  return bytes
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000
}
