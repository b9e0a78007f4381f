import { decodeText } from '#common/payments/decode-text'
import { readXml } from './read-xml'

/** A cell that has a formula and no value: what is shown in its place. */
export interface CellWithoutValue {
  /** Counted from 0. */
  readonly row: number
  readonly column: number
  readonly text: string
}

const ADDRESS = /^([A-Z]{1,3})(\d{1,7})$/
const MAX_FORMULA_LENGTH = 60

/**
 * Tells of each cell of a sheet whose formula went wrong, or was never worked out: many programs write formulas without
 * their values. What reads the cells takes all of these for empty, and an empty cell is passed over without a word.
 */
export function cellsWithoutValue(sheet: Uint8Array, found: (cell: CellWithoutValue) => void): void {
  let cell = { address: '', type: '' }
  let element = ''
  let formula: string | null = null
  let value: string | null = null
  readXml(decodeText(sheet) ?? '', () => ({
    opened: (name, attributes) => {
      element = name
      if (name === 'c') {
        const given = attributes()
        cell = { address: given.get('r') ?? '', type: given.get('t') ?? '' }
        formula = value = null
      } else if (name === 'f') formula = ''
      else if (name === 'v') value = ''
    },
    text: text => {
      if (element === 'f') formula = (formula ?? '') + text
      else if (element === 'v') value = (value ?? '') + text
    },
    closed: name => {
      element = ''
      if (name !== 'c') return
      const [, letters = '', number = '0'] = ADDRESS.exec(cell.address) ?? []
      const text = shownInstead(cell.type, formula, value)
      if (text !== null && letters !== '') found({ row: Number(number) - 1, column: columnOf(letters), text })
    },
  }))
}

function shownInstead(type: string, formula: string | null, value: string | null): string | null {
  if (type === 'e' && value !== null && value !== '') return value
  // Of a formula that gives an empty text there is a value, and it is empty.
  if (formula === null || (type === 'str' && value !== null)) return null
  // All but the first of the cells that share a formula have no words of it.
  return value === null || value === '' ? `=${formula === '' ? '…' : formula.slice(0, MAX_FORMULA_LENGTH)}` : null
}

function columnOf(letters: string): number {
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
