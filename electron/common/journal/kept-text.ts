import { KEYS } from '../checker/handler-keys'
import { looksRandom, looksSecret } from '../checker/looks-secret'
import { valuesOfProvider } from '../checker/provider'
import type { AppErrorDetails } from '../ipc/app-error'
import { entryOf, printJson, printScalar, type JsonEntry, type JsonScalar, type JsonValue } from '../json/json-value'
import type { KeptText } from './journal.contract'
import { BATCH, keepingOf } from './kept-methods'

/** As much of a request or an answer is kept, in UTF-16 units. */
export const MAX_KEPT_LENGTH = 16_000
/**
 * What is printed beyond that and thrown away again: half of a secret at the end would not be known for one, and no secret
 * is as long in any spelling.
 */
const MARGIN = 4_000
/** Stands where a secret was. */
export const MASK = '***'

/** Takes out of a text whatever opens something, wherever it stands. */
export type Hide = (text: string) => string

export const NOTHING: KeptText = { state: 'none' }

/** What is kept of the parameters that were sent. */
export function keepRequest(method: string, parameters: JsonValue, hide: Hide): KeptText {
  if (method.toLowerCase() === BATCH) return cutText(hide(printJson(methodsIn(parameters), 0)))
  const { request, hidden } = keepingOf(method)
  return request === 'kept' ? keep(parameters, hidden, hide) : { state: 'not-kept', why: request }
}

/** What is kept of the `result` that came. */
export function keepAnswer(method: string, result: JsonValue, hide: Hide): KeptText {
  if (method.toLowerCase() === BATCH) return cutText(hide(printJson(endsIn(result), 0)))
  const { answer } = keepingOf(method)
  return answer === 'kept' ? keep(result, [], hide) : { state: 'not-kept', why: answer }
}

/** The details of an error. What a portal says of what is not kept may repeat it. */
export function keepDetails(method: string, details: AppErrorDetails): AppErrorDetails {
  const { answer } = keepingOf(method)
  if (answer === 'kept' || answer === 'personal') return details
  const { description, ...others } = details
  return description === undefined || description === '' ? details : { ...others, description: MASK }
}

/** What is no method or code that could be named without looking into it. */
const UNNAMED = '?'

/** How often each method is called in a batch, without their parameters. */
function methodsIn(parameters: JsonValue): JsonValue {
  const commands = partsOf(entryOf(parameters, 'cmd'))
  return counted(
    commands.map(command => {
      return (command.kind === 'string' && /^[a-z0-9.]{1,100}(?=\?|$)/i.exec(command.value)?.[0]) || UNNAMED
    }),
  )
}

/** How many calls of a batch were done, and how many failed with which code. */
function endsIn(result: JsonValue): JsonValue {
  const failed = partsOf(entryOf(result, 'result_error')).map(error => {
    const code = entryOf(error, 'error') ?? error
    return (code.kind === 'string' && /^[\w.-]{1,100}$/.exec(code.value)?.[0]) || UNNAMED
  })
  const done: JsonEntry = ['done', { kind: 'number', lexeme: String(partsOf(entryOf(result, 'result')).length) }]
  return { kind: 'object', entries: failed.length === 0 ? [done] : [done, ['failed', counted(failed)]] }
}

function partsOf(map: JsonValue | undefined): readonly JsonValue[] {
  if (map?.kind === 'array') return map.items
  return map?.kind === 'object' ? map.entries.map(([, part]) => part) : []
}

function counted(names: readonly string[]): JsonValue {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const entries = [...counts].map(([name, count]): JsonEntry => [name, { kind: 'number', lexeme: String(count) }])
  return { kind: 'object', entries }
}

function keep(value: JsonValue, hidden: readonly string[], hide: Hide): KeptText {
  const printer = createPrinter(MAX_KEPT_LENGTH + MARGIN)
  printMasked(value, hidden, printer)
  const text = hide(printer.text())
  if (!printer.isFull()) return cutText(text)
  return { state: 'cut', text: text.slice(0, Math.min(Math.max(0, text.length - MARGIN), MAX_KEPT_LENGTH)) }
}

function cutText(text: string): KeptText {
  return text.length > MAX_KEPT_LENGTH
    ? { state: 'cut', text: text.slice(0, MAX_KEPT_LENGTH) }
    : { state: 'whole', text }
}

interface Printer {
  readonly add: (text: string) => void
  readonly isFull: () => boolean
  readonly text: () => string
}

/** Takes texts until it is full. */
function createPrinter(limit: number): Printer {
  const parts: string[] = []
  let length = 0
  return {
    add(text) {
      const rest = text.slice(0, limit - length)
      parts.push(rest)
      length += rest.length
    },
    isFull: () => length >= limit,
    text: () => parts.join(''),
  }
}

/** Where a value stands: under which name, in which object, and whether anything around it has the name of a secret. */
interface Place {
  readonly name: string
  readonly parent: JsonValue | null
  readonly isInSecret: boolean
}

/** Prints on one line, without what stands under a name that says that it is secret. Stops where the printer is full. */
function printMasked(root: JsonValue, hidden: readonly string[], printer: Printer): void {
  print(root, { name: '', parent: null, isInSecret: false })

  function print(value: JsonValue, place: Place): void {
    if (hidden.includes(place.name.toUpperCase())) return printer.add(JSON.stringify(MASK))
    switch (value.kind) {
      case 'array':
        return printAll('[', value.items, ']', item => print(item, place))
      case 'object': {
        const isInSecret = place.isInSecret || isSecretName(place.name)
        return printAll('{', value.entries, '}', ([name, item]) => {
          printText(name, printer)
          printer.add(':')
          print(item, { name, parent: value, isInSecret })
        })
      }
      default:
        return isSecret(value, place) ? printer.add(JSON.stringify(MASK)) : printLeaf(value, printer)
    }
  }

  function printAll<Part>(open: string, parts: readonly Part[], close: string, printPart: (part: Part) => void): void {
    printer.add(open)
    for (const [index, part] of parts.entries()) {
      if (printer.isFull()) return
      if (index > 0) printer.add(',')
      printPart(part)
    }
    printer.add(close)
  }
}

function printLeaf(value: JsonScalar, printer: Printer): void {
  if (value.kind === 'string') printText(withoutSecretParts(value.value), printer)
  else printer.add(printScalar(value))
}

/** One that is longer than all that is kept need not be printed whole. */
function printText(text: string, printer: Printer): void {
  printer.add(JSON.stringify(text.slice(0, MAX_KEPT_LENGTH + MARGIN)))
}

/** What a portal gives the links of payments as, wherever they stand. */
const LINKS: ReadonlySet<string> = new Set(['url', 'shorturl', 'qr', 'publicurl', 'access'])
/** A default that was typed is a value of a shop, and so is one with the names that payment systems have in their place. */
const VALUES: ReadonlySet<string> = new Set(['PROVIDER_VALUE', 'VALUE', 'DEFAULT'])
/** A SETTINGS that is a text could hold anything. */
const STRUCTURES: ReadonlySet<string> = new Set(['SETTINGS', 'CODES'])
/** Names of things, however random they look. */
const NAMES: ReadonlySet<string> = new Set(['CODE', 'ACTION_FILE', 'PROVIDER_KEY'])
/** What is said of a code; the name of one that takes a secret is that of a secret. */
const ABOUT_CODES: ReadonlySet<string> = new Set([...Object.keys(KEYS.code), ...Object.keys(KEYS.input)])

function isSecret(value: JsonScalar, { name, parent, isInSecret }: Place): boolean {
  if (value.kind === 'null' || value.kind === 'boolean' || NAMES.has(name)) return false
  const text = value.kind === 'string' ? value.value : value.lexeme
  const upper = name.toUpperCase()
  if (text === '') return false
  if (VALUES.has(upper)) return !isOfProvider(text, parent, isInSecret)
  if (STRUCTURES.has(upper) || isSecretName(name)) return true
  return (isInSecret && !ABOUT_CODES.has(name)) || looksRandom(text)
}

function isSecretName(key: string): boolean {
  return LINKS.has(key.toLowerCase()) || /^auth$/i.test(key) || looksSecret(key)
}

/** Whether a default names something that a payment, an order or a buyer has. */
function isOfProvider(text: string, parent: JsonValue | null, isInSecret: boolean): boolean {
  const provider = entryOf(parent ?? undefined, 'PROVIDER_KEY') ?? entryOf(parent ?? undefined, 'TYPE')
  if (provider?.kind !== 'string') return false
  if (provider.value === 'PROPERTY') return !isInSecret && /^[\w-]{1,50}$/.test(text) && !looksRandom(text)
  return valuesOfProvider(provider.value)?.includes(text) ?? false
}

/** An address without the password, the secret parameters and the steps of a path that are secrets, which it may carry. */
function withoutSecretParts(text: string): string {
  if (!/[?&@]|:\/\//.test(text)) return text
  return text
    .replace(/(:\/\/[^/\s:@]{0,200}:)[^/\s@]{1,500}@/g, `$1${MASK}@`)
    .replace(/([?&]([\w.[\]-]{1,100})=)([^&\s"'#]+)/g, (found, start: string, name: string, value: string) =>
      looksSecret(name) || looksRandom(value) ? `${start}${MASK}` : found,
    )
    .replace(/(\/)([\w-]{24,})(?![\w.-])/g, (found, start: string, step: string) =>
      looksRandom(step) ? `${start}${MASK}` : found,
    )
}
