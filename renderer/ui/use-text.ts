import { inject, type InjectionKey } from 'vue'

/** The catalogue's keys; the app's locale files fill it in, so that a missing key is a type error. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the app merges its messages into it
export interface TextCatalogue {}
// eslint-disable-next-line @typescript-eslint/no-redundant-type-constituents -- only redundant once it is merged
export type TextKey = keyof TextCatalogue & string
export type TextValues = Readonly<Record<string, string | number | boolean | Date>>

export interface Text {
  /** The message of a key in the person's language, with its values put in. */
  (key: TextKey, values?: TextValues): string
  /** The first of the keys that has a message whose values are all given, for words chosen by an error's code. */
  firstOf(keys: readonly string[], values?: TextValues): string
  /** The language and region of the words, such as `en-GB`. */
  readonly locale: string
  date(iso: string): string
  /** The date and the time of day, with its seconds. */
  moment(iso: string): string
  /** The time of day, with its seconds. */
  time(iso: string): string
  number(value: number): string
}

export const textKey: InjectionKey<Text> = Symbol('text')

/** The words of the interface. */
export function useText(): Text {
  const text = inject(textKey)
  if (text === undefined) throw new Error('The app provides its texts before it mounts')
  return text
}
