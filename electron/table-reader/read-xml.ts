import { Parser } from 'saxen'

export type Attributes = ReadonlyMap<string, string>

export interface XmlListener {
  /** Its attributes can be asked for as long as it is told of. */
  readonly opened: (name: string, attributes: () => Attributes) => void
  readonly closed?: (name: string) => void
  readonly text?: (text: string) => void
}

/** A letter outside of the first plane; the parser would keep half of its number. Such a letter is never markup. */
const FAR_LETTER = /&#(?:x0*([1-9a-f][\da-f]{4,5})|0*([1-9]\d{4,6}));/gi
const LAST_LETTER = 0x10_ffff

/**
 * Tells the listener what is in a part of a workbook, until it asks to stop. Prefixes of names are left off, as the reader of
 * cells does it: which sheet is the second must be the same for both. Throws where it is no XML, or says that it has a
 * document type, which parts of workbooks must not.
 */
export function readXml(xml: string, listener: (stop: () => void) => XmlListener): void {
  const parser = new Parser()
  const { opened, closed, text } = listener(() => parser.stop())
  parser.on('attention', () => {
    // SECURITY: only with a document type can a few words stand for gigabytes, or for what lies in other files.
    throw new Error('A part of a workbook has no document type')
  })
  parser.on('openTag', (name, attributes, decode) =>
    opened(
      bareName(name),
      () => new Map(Object.entries(attributes()).map(([key, value]) => [bareName(key), decode(value)])),
    ),
  )
  if (closed !== undefined) parser.on('closeTag', name => closed(bareName(name)))
  if (text !== undefined) parser.on('text', (piece, decode) => text(decode(piece)))
  parser.parse(xml.replaceAll(FAR_LETTER, farLetter))
}

function bareName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function farLetter(whole: string, hex: string | undefined, decimal: string | undefined): string {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return code > 0xffff && code <= LAST_LETTER ? String.fromCodePoint(code) : whole
}
