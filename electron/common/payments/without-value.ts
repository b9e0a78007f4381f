/** What programs show where a formula went wrong, in their languages; files of cells hold the same words. */
const FAULT = /^#(?:N\/A|NV|Н\/Д|GETTING_DATA|[\p{Lu}/0]+[!?])$/u

/** Whether a formula stands in the cell in the place of what comes of it. */
export function isFormula(cell: string): boolean {
  return /^=\S/.test(cell)
}

/** Whether a cell holds no value of its own, but a formula or what is shown where one went wrong. No label is made of it. */
export function isWithoutValue(cell: string): boolean {
  return FAULT.test(cell) || isFormula(cell)
}
