import { decodeText } from '#common/payments/decode-text'
import { readXml, type Attributes } from './read-xml'

/** A sheet of a workbook that holds anything. */
export interface UsedSheet {
  /** Its place among all sheets of the workbook, from 1. */
  readonly number: number
  readonly name: string
  /** The part that holds its cells. */
  readonly path: string
}

const WORKBOOK = 'xl/workbook.xml'
const RELATIONS = 'xl/_rels/workbook.xml.rels'
/** What a cell has that is not empty: a value, a text, or a formula, even one without a value. */
const VALUES: ReadonlySet<string> = new Set(['v', 't'])
const FORMULA = 'f'
const MAX_NAME_LENGTH = 100

/**
 * The sheets of a workbook that hold anything, in its order, from its unpacked parts: their names are in one part, where they
 * are in another. Sheets that are hidden count only where no other one holds anything. None where the parts are of another
 * form, which is for the one who reads a sheet to say. Throws where a part is no XML.
 */
export function sheetsIn(parts: Readonly<Record<string, Uint8Array>>): readonly UsedSheet[] {
  const paths = new Map(
    elementsOf(parts, RELATIONS, 'Relationship').map(relation => [
      relation.get('Id'),
      pathOf(relation.get('Target') ?? ''),
    ]),
  )
  const used = elementsOf(parts, WORKBOOK, 'sheet')
    .map(sheet => ({
      name: sheet.get('name') ?? '',
      path: paths.get(sheet.get('id')) ?? '',
      isHidden: sheet.get('state')?.includes('idden') === true,
    }))
    .filter(({ name }) => name !== '')
    .map((sheet, index) => ({ ...sheet, number: index + 1 }))
    .filter(({ path }) => isFilled(parts[path]))
  const visible = used.filter(({ isHidden }) => !isHidden)
  return (visible.length > 0 ? visible : used).map(({ name, number, path }) => ({
    number,
    name: name.slice(0, MAX_NAME_LENGTH),
    path,
  }))
}

/** The attributes of each element of a name in a part. */
function elementsOf(parts: Readonly<Record<string, Uint8Array>>, part: string, wanted: string): Attributes[] {
  const found: Attributes[] = []
  const bytes = parts[part]
  if (bytes === undefined) return found
  readXml(decodeText(bytes) ?? '', () => ({
    opened: (name, attributes) => {
      if (name === wanted) found.push(attributes())
    },
  }))
  return found
}

/** Paths are from the folder of the workbook, or from the root. */
function pathOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`
}

function isFilled(sheet: Uint8Array | undefined): boolean {
  if (sheet === undefined) return false
  let isFound = false
  let isInValue = false
  readXml(markupOf(sheet), stop => {
    const found = (): void => {
      isFound = true
      stop()
    }
    return {
      opened: name => {
        isInValue = VALUES.has(name)
        if (name === FORMULA) found()
      },
      closed: () => {
        isInValue = false
      },
      text: () => {
        if (isInValue) found()
      },
    }
  })
  return isFound
}

/** The markup of a sheet is the same in all ways to write it that are common in workbooks, so that it need not be decoded. */
function markupOf(sheet: Uint8Array): string {
  return Buffer.from(sheet.buffer, sheet.byteOffset, sheet.length).toString('latin1')
}
