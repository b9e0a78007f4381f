import { decodeText } from '#common/payments/decode-text'

/** A sheet of a workbook that holds anything. */
export interface UsedSheet {
  /** Its place among all sheets of the workbook, from 1. */
  readonly number: number
  readonly name: string
}

const WORKBOOK = 'xl/workbook.xml'
const RELATIONS = 'xl/_rels/workbook.xml.rels'
/** A value or a text of a cell that is not empty. */
const FILLED_CELL = /<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>[^<]/
const MAX_NAME_LENGTH = 100

/**
 * The sheets of a workbook that hold anything, in its order, from its unpacked parts: their names are in one part, where they
 * are in another. Sheets that are hidden count only where no other one holds anything. None where the parts are of another
 * form, which is for the one who reads a sheet to say.
 */
export function sheetsIn(parts: Readonly<Record<string, Uint8Array>>): readonly UsedSheet[] {
  const paths = new Map(
    elementsOf(parts, RELATIONS, 'Relationship').map(relation => [relation('Id'), relation('Target')]),
  )
  const used = elementsOf(parts, WORKBOOK, 'sheet')
    .filter(sheet => sheet('name') !== '')
    .map((sheet, index) => ({ sheet, number: index + 1 }))
    .filter(({ sheet }) => isFilled(parts[pathOf(paths.get(sheet('id')) ?? '')]))
  const visible = used.filter(({ sheet }) => !sheet('state').includes('idden'))
  return (visible.length > 0 ? visible : used).map(({ sheet, number }) => ({
    number,
    name: sheet('name').slice(0, MAX_NAME_LENGTH),
  }))
}

type Attributes = (name: string) => string

/** The elements of a name in a part, each as the way to its attributes; one that it lacks is empty. */
function elementsOf(parts: Readonly<Record<string, Uint8Array>>, part: string, name: string): Attributes[] {
  const xml = decodeText(parts[part] ?? new Uint8Array()) ?? ''
  return Array.from(xml.matchAll(new RegExp(`<(?:\\w+:)?${name}\\s([^<>]*)>`, 'g')), ([, attributes = '']) => {
    const values = Array.from(
      attributes.matchAll(/(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g),
      ([, attribute = '', quoted, single = '']) => [attribute, unescaped(quoted ?? single)] as const,
    )
    const byName = new Map(values)
    return attribute => byName.get(attribute) ?? ''
  })
}

/** Paths are from the folder of the workbook, or from the root. */
function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

/** Its markup is the same in all ways to write it that are common in workbooks, so that it need not be decoded. */
function isFilled(sheet: Uint8Array | undefined): boolean {
  return (
    sheet !== undefined &&
    FILLED_CELL.test(Buffer.from(sheet.buffer, sheet.byteOffset, sheet.length).toString('latin1'))
  )
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  return text.replaceAll(
    /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (whole, name?: string, decimal?: string, hex?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code <= 0x10_ffff ? String.fromCodePoint(code) : whole
    },
  )
}
