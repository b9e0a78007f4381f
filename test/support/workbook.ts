import { strToU8, zipSync } from 'fflate'

export type WorkbookCell =
  | { readonly text: string }
  | { readonly inline: string }
  | { readonly number: string }
  /** Days since the end of 1899, as Excel counts them. */
  | { readonly day: string }
  | { readonly yes: boolean }
  | { readonly formula: string; readonly value: string }
  /** What a formula gives that went wrong. */
  | { readonly fault: string }
  /** A text that stands in the part that all sheets share, by its place there. */
  | { readonly shared: number }

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** The rows of a sheet as Excel writes them; texts stand in the sheet itself as the result of a formula or inline. */
export function sheetXml(rows: readonly (readonly WorkbookCell[])[]): string {
  return rows
    .map((row, index) => {
      const cells = row.map((cell, column) => cellXml(`${String.fromCharCode(65 + column)}${index + 1}`, cell))
      return `<row r="${index + 1}">${cells.join('')}</row>`
    })
    .join('')
}

/** A workbook (.xlsx) with one sheet of these rows. Style 1 is a day. */
export function workbook(rows: string): Uint8Array {
  return workbookOf([{ name: 'Payments', rows }])
}

export interface WorkbookSheet {
  readonly name: string
  readonly rows: string
  readonly isHidden?: boolean
}

/** A workbook with several sheets, the parts of which are not in the order of their names, and texts that they share. */
export function workbookOf(sheets: readonly WorkbookSheet[], sharedTexts: readonly string[] = []): Uint8Array {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  const part = (xml: string) => strToU8(head + xml)
  return zipSync({
    '[Content_Types].xml': part('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    'xl/_rels/workbook.xml.rels': part(
      `<Relationships xmlns="${PACKAGE}">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${sheets.length - index}.xml"/>`).join('')}<Relationship Id="rId90" Type="${RELATIONS}/styles" Target="styles.xml"/><Relationship Id="rId91" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': part(
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map(({ name, isHidden }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}"${isHidden === true ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/sharedStrings.xml': part(
      `<sst xmlns="${MAIN}">${sharedTexts.map(text => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    ),
    'xl/styles.xml': part(
      `<styleSheet xmlns="${MAIN}"><cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
    ...Object.fromEntries(
      sheets.map(({ rows }, index) => [
        `xl/worksheets/sheet${sheets.length - index}.xml`,
        part(`<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`),
      ]),
    ),
  })
}

function cellXml(address: string, cell: WorkbookCell): string {
  if ('text' in cell) return `<c r="${address}" t="str"><v>${escaped(cell.text)}</v></c>`
  if ('inline' in cell) return `<c r="${address}" t="inlineStr"><is><t>${escaped(cell.inline)}</t></is></c>`
  if ('number' in cell) return `<c r="${address}"><v>${cell.number}</v></c>`
  if ('day' in cell) return `<c r="${address}" s="1"><v>${cell.day}</v></c>`
  if ('yes' in cell) return `<c r="${address}" t="b"><v>${cell.yes ? 1 : 0}</v></c>`
  if ('fault' in cell) return `<c r="${address}" t="e"><f>1/0</f><v>${cell.fault}</v></c>`
  if ('shared' in cell) return `<c r="${address}" t="s"><v>${cell.shared}</v></c>`
  return `<c r="${address}"><f>${escaped(cell.formula)}</f><v>${escaped(cell.value)}</v></c>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
