/** The few lines of papaparse that are used; its published types pull in Node's. */
declare module 'papaparse' {
  interface Parsed {
    readonly data: string[][]
    readonly errors: readonly { readonly code: string }[]
    readonly meta: { readonly delimiter: string }
  }
  export function parse(
    text: string,
    options: {
      readonly delimiter?: string
      readonly delimitersToGuess?: readonly string[]
      readonly preview: number
      readonly skipEmptyLines: boolean
    },
  ): Parsed
}
