/** The few lines of saxen that are used; it publishes no types. */
declare module 'saxen' {
  type Decode = (text: string) => string
  export class Parser {
    on(
      event: 'openTag',
      listener: (name: string, attributes: () => Readonly<Record<string, string>>, decode: Decode) => void,
    ): this
    on(event: 'closeTag', listener: (name: string) => void): this
    on(event: 'text', listener: (text: string, decode: Decode) => void): this
    on(event: 'attention', listener: () => void): this
    /** Reads all of it, or until it is stopped. Throws where it is no XML. */
    parse(xml: string): void
    stop(): void
  }
}
