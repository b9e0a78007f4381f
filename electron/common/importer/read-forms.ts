import { nestFormFields, readFormFields, type FormField } from './form-fields'
import type { SourceForm } from './imported'
import { findMethods } from './named-methods'
import type { ReadLiteral } from './read-literals'
import { readCommand, type ShellWord } from './shell-words'

const CURL = /\bcurl(?:\.exe)?\s+(?=[-'"$h\\^`@])/gi
const DATA_OPTION = /^(?:-d|-F|--data(?:-raw|-ascii|-binary|-urlencode)?|--form(?:-string)?|--json|--url-query)$/
const JOINED_OPTION = /^(--data(?:-raw|-ascii|-binary|-urlencode)?|--form(?:-string)?)=([^]*)$/
/** A method with its parameters in the same text: an address, or a command of a batch. */
const QUERY = /sale\.paysystem\.handler\.(?:add|update)(?:\.json|\.xml)?\/?(\?|%3F)/gi
/** Fields in brackets that stand anywhere. */
const BRACKETED = /(?:FIELDS|SETTINGS)(?:\[|%5B)[A-Z]/gi

/** Reads handlers written as form fields: in curl commands, addresses, batches, or bodies on their own. */
export function readForms(text: string, literals: readonly ReadLiteral[]): ReadLiteral[] {
  const forms: ReadLiteral[] = []
  const isTaken = new Uint8Array(text.length)
  for (const { index } of text.matchAll(CURL)) {
    if (isTaken[index] === 1) continue
    const { words, end } = readCommand(text, index)
    isTaken.fill(1, index, end)
    const fields = fieldsOf(words)
    if (fields.length > 0) forms.push(literalOf(fields, index, end, 'curl'))
  }
  for (const match of text.matchAll(QUERY)) addQuery(match.index + match[0].length, match[1] === '?', match.index)
  for (const match of text.matchAll(BRACKETED)) {
    if (isTaken[match.index] === 1 || holderOf(match.index) !== undefined) continue
    const start = startOfRun(match.index)
    addQuery(start, true, start)
  }
  return forms

  function addQuery(start: number, isPlain: boolean, from: number): void {
    if (isTaken[from] === 1) return
    const body = queryAt(text, start)
    isTaken.fill(1, from, start + body.length)
    const plain = body.replaceAll('\\u0026', '&').replaceAll('\\/', '/').replaceAll('&amp;', '&')
    const fields = isPlain ? readFormFields(plain, start) : readFormFields(decodedOnce(plain), start)
    const literal = literalOf(fields, from, start + body.length, holderOf(start)?.form() ?? 'curl')
    // Without a method only a whole handler counts: names in brackets also stand in descriptions of the notation.
    const isWhole = ['NAME', 'CODE'].every(key => fields.some(({ name }) => name === key || name === `FIELDS[${key}]`))
    if (fields.length > 0 && (literal.method !== null || isWhole)) forms.push(literal)
  }

  function startOfRun(at: number): number {
    let start = at
    while (start > 0 && isTaken[start - 1] === 0 && !/[\s"'`<>?]/.test(text.charAt(start - 1))) start--
    return start
  }

  function holderOf(at: number): ReadLiteral | undefined {
    let low = 0
    let high = literals.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((literals[middle]?.end ?? 0) <= at) low = middle + 1
      else high = middle
    }
    const literal = literals[low]
    return literal !== undefined && literal.start <= at ? literal : undefined
  }

  function literalOf(fields: readonly FormField[], start: number, end: number, form: SourceForm): ReadLiteral {
    const method = findMethods(text.slice(start, end)).at(0)?.method ?? null
    const root = nestFormFields(fields, start)
    return { root, form: () => form, method, start, end, tokens: [], offsetOf: index => index }
  }
}

/** The fields of a command's data, and of its address. Bodies in JSON are read as literals elsewhere. */
function fieldsOf(words: readonly ShellWord[]): FormField[] {
  const fields: FormField[] = []
  for (const [index, word] of words.entries()) {
    const joined = JOINED_OPTION.exec(word.text)
    const short = /^-[dF](.+)$/s.exec(word.text)
    if (joined !== null) addData(joined[1] ?? '', joined[2] ?? '', word.start)
    else if (short !== null) addData('-d', short[1] ?? '', word.start)
    else if (DATA_OPTION.test(word.text)) {
      const value = words[index + 1]
      if (value !== undefined) addData(word.text, value.text, value.start)
    } else if (/^https?:\/\//i.test(word.text)) {
      const query = word.text.indexOf('?')
      if (query >= 0) fields.push(...readFormFields(word.text.slice(query + 1), word.start))
    }
  }
  return fields.filter(({ name }) => /^(?:ID|NAME|CODE|SORT|auth|(?:FIELDS|SETTINGS)(?:\[|$))/i.test(name))

  function addData(option: string, value: string, start: number): void {
    if (/^\s*[{[]/.test(value)) return
    if (option !== '--data-urlencode' && !option.startsWith('--form') && option !== '-F') {
      fields.push(...readFormFields(value, start))
      return
    }
    const equals = value.indexOf('=')
    if (equals <= 0) return
    // curl encodes the value only, so a name may come encoded.
    const [name] = readFormFields(`${value.slice(0, equals)}=x`, start)
    if (name !== undefined) fields.push({ name: name.name, value: value.slice(equals + 1), start })
  }
}

/** A query from an offset on, up to the quote that it stands in, or to white space. */
function queryAt(text: string, start: number): string {
  const body = /(?:[^\s"'`<>\\]|\\u0026|\\\/){0,100000}/y
  body.lastIndex = start
  return body.exec(text)?.[0] ?? ''
}

function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
