/** A drawn code without its quiet zone: `moduleCount` rows of `moduleCount` modules, row by row, 1 for dark. */
export interface CodeMatrix {
  readonly moduleCount: number
  readonly modules: Uint8Array
}

/** Whether a module is dark; everything outside the code is light. */
export function isDark(matrix: CodeMatrix, row: number, column: number): boolean {
  const { moduleCount, modules } = matrix
  if (row < 0 || column < 0 || row >= moduleCount || column >= moduleCount) return false
  return modules[row * moduleCount + column] === 1
}
