import { IntlMessageFormat } from 'intl-messageformat'
import type { Text, TextKey, TextValues } from '#ui/use-text.ts'

type Messages = Readonly<Record<string, string>>

/** Builds the words of one language from its ICU messages; each is parsed once, at its first use. */
export function createText(locale: string, messages: Messages): Text {
  const formats = new Map<string, IntlMessageFormat>()
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const numbers = new Intl.NumberFormat(locale)
  const format = (key: string, values?: TextValues): string => String(formatOf(key).format(values))

  return Object.assign((key: TextKey, values?: TextValues) => format(key, values), {
    firstOf: (keys: readonly string[], values?: TextValues) => {
      const found = keys.find(key => Object.hasOwn(messages, key) && hasValuesFor(key, values))
      if (found === undefined) throw new Error(`No message for any of ${keys.join(', ')}`)
      return format(found, values)
    },
    locale,
    date: (iso: string) => dates.format(new Date(iso)),
    moment: (iso: string) => moments.format(new Date(iso)),
    time: (iso: string) => times.format(new Date(iso)),
    number: (value: number) => numbers.format(value),
  })

  function hasValuesFor(key: string, values: TextValues = {}): boolean {
    return valuesIn(formatOf(key).getAst()).every(name => Object.hasOwn(values, name))
  }

  function formatOf(key: string): IntlMessageFormat {
    const known = formats.get(key)
    if (known !== undefined) return known
    const message = messages[key]
    if (message === undefined) throw new Error(`No message for ${key}`)
    const made = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true })
    formats.set(key, made)
    return made
  }
}

type Elements = ReturnType<IntlMessageFormat['getAst']>

/** The names of the values a message asks for, those of its plural forms and choices included. */
function valuesIn(elements: Elements): string[] {
  return elements.flatMap(element => {
    if (!('value' in element) || isLiteral(element)) return []
    const inner = 'options' in element ? Object.values(element.options).flatMap(({ value }) => valuesIn(value)) : []
    return [element.value, ...inner]
  })
}

/** In the tree that intl-messageformat gives, the kind of plain text is 0. */
function isLiteral(element: Elements[number]): boolean {
  return !element.type
}
